"""The table of n-grams that speaks beside the model: what many repositories say after the same tokens.

A context of up to `LONGEST` tokens is kept by its hash, with the tokens that followed it; no text is in the file.
What stands in one repository only is left out, however often, so that no project's text can be recited from it;
of the rest an n-gram is kept if it says something that its shorter context does not (entropy pruning, Stolcke
1998), weighed by the number of repositories, which tells better than the count how often a new one will say it.

How far a context is trusted, beside the model and a cache of the document, is a logistic regression fitted by the
likelihood of text that neither the model nor the table has seen. `models/decode/src/table.rs` reads the file.
"""

import json
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from . import tokenizer as tk
from .header import header
from .holes import RULES
from .model import Decoder
from .samples import WINDOW, Record

MAGIC = b"BWGRAM1\n"
LONGEST = 6
LEAST_REPOSITORIES = 2
# One repository's word counts at most so often.
MOST_OF_ONE = 3
LEAST_SHARE = 0.02
LOW_BITS = 18
CLASS_BITS, COUNT_BITS, SHARE_BITS = 3, 3, 4
MOST_FOLLOWING = 1 << COUNT_BITS
_U = np.uint64
_SEED = 0xCBF2_9CE4_8422_2325
# While counting: so many bits of a context's hash, a token, a repository in one number.
_CONTEXT_BITS, _TOKEN_BITS, _REPOSITORY_BITS = 42, 13, 9


def longer(hashes: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """Hashes of contexts with one more token before them."""
    hashes = (hashes ^ (tokens.astype(_U) + _U(1))) * _U(0x9E37_79B9_7F4A_7C15)
    return (hashes << _U(29)) | (hashes >> _U(35))


def finish(hashes: np.ndarray) -> np.ndarray:
    """The finalizer of SplitMix64."""
    hashes = (hashes ^ (hashes >> _U(30))) * _U(0xBF58_476D_1CE4_E5B9)
    hashes = (hashes ^ (hashes >> _U(27))) * _U(0x94D0_49BB_1331_11EB)
    return hashes ^ (hashes >> _U(31))


def fingerprint(words: np.ndarray | bytes) -> int:
    """FNV-1a over bytes, or over words of eight bytes."""
    value = _SEED
    for word in words if isinstance(words, bytes) else words.tolist():
        value = (value ^ word) * 0x100_0000_01B3 & 0xFFFF_FFFF_FFFF_FFFF
    return value


def vocabulary_fingerprint(tokenizer: Tokenizer) -> int:
    """The same as `Vocabulary::fingerprint` of `models/decode`."""
    return fingerprint(b"".join(bytes([min(255, len(token))]) + token for token in tk.token_bytes(tokenizer)))


@dataclass
class Grams:
    """The n-grams with contexts of one length, in the order of their contexts' hashes."""

    context: np.ndarray
    """Upper bits of the hash of each n-gram's context."""
    token: np.ndarray
    share: np.ndarray
    """Of all that followed the context."""
    seen: np.ndarray
    """How often the context was seen."""
    worth: np.ndarray
    """Repositories times the bits that a repetition saves."""

    def __getitem__(self, chosen: np.ndarray) -> "Grams":
        return Grams(self.context[chosen], self.token[chosen], self.share[chosen], self.seen[chosen], self.worth[chosen])

    def __len__(self) -> int:
        return len(self.token)


def read_tokens(corpus: Path, tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All tokens of a corpus, and for each the number of its document and of its repository."""
    ids, repositories, names, texts, owners = [], [], {}, [], []

    def flush() -> None:
        for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
            ids.append(np.array(encoding.ids, dtype=np.uint16))
        repositories.extend(owners)
        texts.clear()
        owners.clear()

    with corpus.open() as lines:
        for line in tqdm(lines, unit="file", desc="tokens", mininterval=5):
            row = json.loads(line)
            texts.append(row["text"])
            owners.append(names.setdefault(row["repository"], len(names)))
            if len(texts) == 64:
                flush()
    flush()
    if len(names) > 1 << _REPOSITORY_BITS or tokenizer.get_vocab_size() > 1 << _TOKEN_BITS:
        raise ValueError(f"{len(names)} repositories or {tokenizer.get_vocab_size()} tokens are more than the counter's numbers hold")
    lengths = [len(each) for each in ids]
    return np.concatenate(ids), np.repeat(np.arange(len(ids), dtype=np.int32), lengths), np.repeat(np.array(repositories, dtype=_U), lengths)


def _starts(values: np.ndarray) -> np.ndarray:
    """Where runs of equal values begin."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


def count(tokens: np.ndarray, documents: np.ndarray, repositories: np.ndarray) -> Iterator[Grams]:
    """The n-grams that several repositories have in common, from contexts of one token to those of `LONGEST`."""
    mask = _U((1 << _TOKEN_BITS) - 1)
    hashes = np.full(len(tokens), _SEED, dtype=_U)
    upper = shorter_key = shorter_chance = None
    for length in tqdm(range(1, LONGEST + 1), desc="counting", unit="length"):
        before = np.zeros(len(tokens), dtype=_U)
        before[length:] = tokens[:-length]
        hashes = longer(hashes, before)
        shorter_upper, upper = upper, finish(hashes) >> _U(64 - _CONTEXT_BITS)
        place = length + np.flatnonzero(documents[length:] == documents[:-length]).astype(np.int32)
        key = (upper[place] << _U(_TOKEN_BITS + _REPOSITORY_BITS)) | (tokens[place].astype(_U) << _U(_REPOSITORY_BITS)) | repositories[place]
        order = np.argsort(key)
        key, place = key[order], place[order]
        starts = _starts(key)
        times = np.minimum(np.diff(np.append(starts, len(key))), MOST_OF_ONE)
        key, place = key[starts] >> _U(_REPOSITORY_BITS), place[starts]
        starts = _starts(key)
        spread = np.diff(np.append(starts, len(key)))
        times = np.add.reduceat(times, starts)
        key, place = key[starts], place[starts]
        context = key >> _U(_TOKEN_BITS)
        starts = _starts(context)
        different = np.diff(np.append(starts, len(context)))
        seen = np.repeat(np.add.reduceat(times, starts), different)
        different = np.repeat(different, different)
        chosen = spread >= LEAST_REPOSITORIES
        key, place, seen, different, spread = key[chosen], place[chosen], seen[chosen], different[chosen], spread[chosen]
        share = times[chosen] / seen
        # What the shorter context says: it is there, as it stands wherever the longer one does.
        if shorter_key is None:
            expected = (np.bincount(tokens, minlength=1 << _TOKEN_BITS) / len(tokens))[(key & mask).astype(np.int64)]
        else:
            wanted = (shorter_upper[place] << _U(_TOKEN_BITS)) | (key & mask)
            expected = shorter_chance[np.searchsorted(shorter_key, wanted)]
        trust = seen / (seen + different)
        shorter_key, shorter_chance = key, trust * share + (1 - trust) * expected
        worth = spread * np.maximum(np.log2(share / expected), 0)
        worth[share < LEAST_SHARE] = 0
        yield Grams(key >> _U(_TOKEN_BITS), (key & mask).astype(np.uint16), share, seen, worth.astype(np.float32))


def _bits(grams: Grams) -> int:
    """About how many bits the n-grams take."""
    n_contexts = len(_starts(grams.context)) if len(grams) else 0
    return n_contexts * (LOW_BITS + 1 + CLASS_BITS + COUNT_BITS) + len(grams) * (_TOKEN_BITS + SHARE_BITS)


def _most_following(grams: Grams) -> Grams:
    """The likeliest tokens of each context, the likeliest first."""
    order = np.lexsort((grams.token, -grams.share, grams.context))
    grams = grams[order]
    starts = _starts(grams.context) if len(grams) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(grams)) - np.repeat(starts, np.diff(np.append(starts, len(grams))))
    return grams[rank < MOST_FOLLOWING]


def prune(lengths: list[Grams], size: float) -> list[Grams]:
    """The n-grams of most worth that take about `size` bytes."""
    low, high = 0.0, 1.0 + max(float(grams.worth.max(initial=0)) for grams in lengths)
    kept = [grams[grams.worth > low] for grams in lengths]
    if sum(map(_bits, kept)) / 8 > size:
        for _ in range(24):
            least = (low + high) / 2
            kept = [grams[grams.worth > least] for grams in lengths]
            low, high = (least, high) if sum(map(_bits, kept)) / 8 > size else (low, least)
        kept = [grams[grams.worth > high] for grams in lengths]
    return [_most_following(grams) for grams in kept]


def quantized(share: np.ndarray) -> np.ndarray:
    """A share as it is written: the number of times that the square root of one half is a factor of it."""
    return np.minimum(np.round(-2 * np.log2(share)), (1 << SHARE_BITS) - 1).astype(np.int64)


def seen_class(seen: np.ndarray) -> np.ndarray:
    """How often a context was seen, as it is written."""
    return np.minimum(np.floor(np.log2(seen)), (1 << CLASS_BITS) - 1).astype(np.int64)


def encode(lengths: list[Grams], tokens_of: int, n_tokens: int, weights: np.ndarray) -> bytes:
    """The file. Contexts of all lengths lie in one table, in buckets by the upper bits of their hashes."""
    grams = Grams(*(np.concatenate([getattr(each, name) for each in lengths]) for name in ("context", "token", "share", "seen", "worth")))
    n_contexts = sum(len(_starts(each.context)) for each in lengths if len(each))
    # About 24 contexts in a bucket: a look-up reads half of them.
    bucket_bits = max(4, int(np.log2(max(1, n_contexts / 24))))
    token_bits = max(1, (n_tokens - 1).bit_length())
    hashes = grams.context >> _U(_CONTEXT_BITS - bucket_bits - LOW_BITS)
    # Of two contexts with one hash, the one that was seen more often stays.
    order = np.lexsort((grams.token, -grams.share, -grams.seen, grams.context, hashes))
    hashes, grams = hashes[order], grams[order]
    starts = _starts(hashes) if len(grams) else np.zeros(0, dtype=np.int64)
    first = np.repeat(starts, np.diff(np.append(starts, len(hashes))))
    chosen = grams.context == grams.context[first]
    hashes, grams = hashes[chosen], grams[chosen]
    starts = _starts(hashes) if len(grams) else np.zeros(0, dtype=np.int64)
    counts = np.diff(np.append(starts, len(hashes)))
    low = hashes[starts] & _U((1 << LOW_BITS) - 1)
    buckets = (hashes[starts] >> _U(LOW_BITS)).astype(np.int64)
    rice = max(0, int(np.log2(max(1.0, (1 << LOW_BITS) * (1 << bucket_bits) / max(1, len(starts)) * 0.69))))
    classes, shares, tokens = seen_class(grams.seen[starts]), quantized(grams.share).tolist(), grams.token.tolist()

    data, places = bytearray(), []
    rows = zip(buckets.tolist(), low.tolist(), classes.tolist(), starts.tolist(), counts.tolist(), strict=True)
    row = next(rows, None)
    for bucket in range(1 << bucket_bits):
        places.append(len(data))
        value = width = before = 0
        while row is not None and row[0] == bucket:
            _, hashed, seen, start, following = row
            gap, before = hashed - before, hashed
            quotient = gap >> rice
            # Ones as many as the quotient, and a zero.
            value |= ((1 << quotient) - 1) << width
            width += quotient + 1
            value |= (gap & ((1 << rice) - 1)) << width
            width += rice
            value |= (seen | (following - 1) << CLASS_BITS) << width
            width += CLASS_BITS + COUNT_BITS
            for at in range(start, start + following):
                value |= (tokens[at] | shares[at] << token_bits) << width
                width += token_bits + SHARE_BITS
            row = next(rows, None)
        # Ones to the end of the byte begin no entry.
        value |= ((1 << -width % 8) - 1) << width
        data += value.to_bytes((width + 7) // 8, "little")
    places.append(len(data))
    body = weights.astype("<f4").tobytes() + np.array(places, dtype="<u4").tobytes() + bytes(data)
    padded = np.frombuffer(body + bytes(-len(body) % 8), dtype="<u8")
    head = MAGIC + struct.pack("<QIIQ5B3x", tokens_of, len(data), len(grams), fingerprint(padded), LONGEST, bucket_bits, LOW_BITS, rice, token_bits)
    return head + body


@dataclass
class HeldOut:
    """Tokens of text that neither model nor table has seen, and what is known before each."""

    model: np.ndarray
    """The model's probability of the token."""
    sure: np.ndarray
    """Its highest one."""
    token: np.ndarray
    context: np.ndarray
    """The last `LONGEST` tokens, (n, LONGEST)."""
    cache: np.ndarray
    """By length of context, what the document says: its share of trust and the probability, (n, LONGEST, 2)."""
    document: np.ndarray


class _Cache:
    """The counts of a document, as `NgramCounts` of `models/decode` keeps them."""

    # The doubts of `models/decode/src/mixture.rs`, by length of context.
    DOUBT = (180.0, 48.0, 18.0, 9.0, 6.0, 4.5)

    def __init__(self, *texts: list[int]) -> None:
        self.following: dict[tuple[int, ...], dict[int, int]] = {}
        for ids in texts:
            for at, token in enumerate(ids):
                for length in range(1, min(at, LONGEST) + 1):
                    following = self.following.setdefault(tuple(ids[at - length : at]), {})
                    following[token] = following.get(token, 0) + 1

    def says(self, context: list[int], token: int) -> list[tuple[float, float]]:
        answers = []
        for length, doubt in enumerate(self.DOUBT[:LONGEST], 1):
            following = self.following.get(tuple(context[-length:]), {})
            total = sum(following.values())
            trust = total / (total + doubt * len(following)) if following else 0.0
            answers.append((trust, following.get(token, 0) / total if following else 0.0))
        return answers


@torch.no_grad()
def held_out(records: list[Record], tokenizer: Tokenizer, model: Decoder, windows: int, seed: int) -> HeldOut:
    """Takes three lines out of a document for each window, and asks the model for their tokens one after the other."""
    rng = random.Random(seed)
    rows: list[tuple] = []

    def ids_of(text: str) -> list[int]:
        return tokenizer.encode(text).ids

    for _ in tqdm(range(windows), desc="held out", unit="window", mininterval=5):
        number = rng.randrange(len(records))
        record = records[number]
        text = record.text
        lines = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
        if len(lines) < 8:
            continue
        first = rng.randrange(1, len(lines) - 3)
        start, end = lines[first], lines[first + 3] - 1
        head = [tk.END, tk.BOARD, *ids_of(header(record.lang, *record.header_facts, record.libs)), tk.FIM_SUFFIX]
        suffix = ids_of(text[end : end + 1200])[: max(RULES["suffix_lengths"])]
        wanted = len(ids_of(text[start:end]))
        room = WINDOW - len(head) - len(suffix) - 2
        if not 3 <= wanted <= room // 2:
            continue
        body = ids_of(text[max(0, start - 2500) : end])[-room:]
        ids = [*head, *suffix, tk.FIM_MIDDLE, *body, tk.END]
        probabilities = torch.softmax(model(torch.tensor([ids]))[0].float(), -1)
        cache = _Cache(ids_of(text[max(0, start - 16384) : start].rstrip("\n")), ids_of(text[end : end + 16384]))
        for at in range(max(len(ids) - wanted - 1, len(ids) - len(body) - 1 + LONGEST), len(ids)):
            row, token, context = probabilities[at - 1], ids[at], ids[at - LONGEST : at]
            rows.append((float(row[token]), float(row.max()), token, context, cache.says(context, token), number))
    return HeldOut(*(np.array(column) for column in zip(*rows, strict=True)))


class Mixture:
    """What model, table and cache say together about held-out tokens, as a function of the weights."""

    def __init__(self, lengths: list[Grams], data: HeldOut) -> None:
        self.data = data
        self.says: list[dict[str, torch.Tensor]] = []
        hashes = np.full(len(data.token), _SEED, dtype=_U)
        for length, grams in enumerate(lengths, 1):
            hashes = longer(hashes, data.context[:, -length])
            says = self._says(grams, finish(hashes) >> _U(64 - _CONTEXT_BITS), data.token)
            self.says.append({name: torch.tensor(value, dtype=torch.float32) for name, value in says.items()})
        self.model, self.sure, self.cache = (torch.tensor(each, dtype=torch.float32) for each in (data.model, data.sure, data.cache))

    @staticmethod
    def _says(grams: Grams, wanted: np.ndarray, tokens: np.ndarray) -> dict[str, np.ndarray]:
        if not len(grams):
            return {name: np.zeros(len(wanted)) for name in ("is_known", "share", "mass", "highest", "seen")}
        starts = _starts(grams.context)
        contexts = grams.context[starts]
        shares = 2.0 ** (-quantized(grams.share) / 2)
        mass = np.add.reduceat(shares, starts)
        at = np.minimum(np.searchsorted(contexts, wanted), len(contexts) - 1)
        is_known = contexts[at] == wanted
        by_token = np.lexsort((grams.token, grams.context))
        keys = (grams.context[by_token] << _U(_TOKEN_BITS)) | grams.token[by_token].astype(_U)
        key = (wanted << _U(_TOKEN_BITS)) | tokens.astype(_U)
        found = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        scale = 1 / np.maximum(mass[at], 1)
        return {
            "is_known": is_known,
            "share": np.where(keys[found] == key, shares[by_token][found], 0) * scale,
            "mass": mass[at] * scale,
            "highest": np.maximum.reduceat(shares, starts)[at],
            "seen": seen_class(grams.seen[starts])[at],
        }

    def probability(self, of_length: torch.Tensor, of_model: torch.Tensor) -> torch.Tensor:
        """Of each held-out token; weights (LONGEST, 4) and (2,)."""
        value = self.model
        by_model = of_model[0] * self.sure + of_model[1] * torch.log((1.001 - self.sure).clamp(min=1e-3))
        for weights, says in zip(of_length, self.says, strict=True):
            total = weights[0] + weights[1] * says["seen"] + weights[2] * says["highest"] + weights[3] * says["mass"] + by_model
            trust = torch.sigmoid(total) * says["is_known"]
            value = (1 - trust * says["mass"]) * value + trust * says["share"]
        return self._with_cache(value)

    def _with_cache(self, value: torch.Tensor) -> torch.Tensor:
        for length in range(self.cache.shape[1]):
            trust, share = self.cache[:, length, 0], self.cache[:, length, 1]
            value = (1 - trust) * value + trust * share
        return value

    def bits(self, of_length: torch.Tensor | None, of_model: torch.Tensor | None, chosen: np.ndarray) -> float:
        """Bits a token, without the table where there are no weights."""
        with torch.no_grad():
            value = self._with_cache(self.model) if of_length is None else self.probability(of_length, of_model)
        return float(-torch.log2(value.clamp(min=1e-9))[torch.tensor(chosen)].mean())

    def fit(self, chosen: np.ndarray, steps: int = 300) -> tuple[torch.Tensor, torch.Tensor]:
        """The weights that make the chosen tokens likeliest."""
        of_length = torch.zeros(LONGEST, 4)
        of_length[:, 0] = -2
        of_length.requires_grad_()
        of_model = torch.zeros(2, requires_grad=True)
        optimizer = torch.optim.Adam([of_length, of_model], lr=0.05)
        rows = torch.tensor(chosen)
        for _ in range(steps):
            loss = -torch.log(self.probability(of_length, of_model).clamp(min=1e-9))[rows].mean()
            loss = loss + 1e-4 * (of_length[:, 1:].square().sum() + of_model.square().sum())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return of_length.detach(), of_model.detach()


def build(lengths: list[Grams], data: HeldOut, tokenizer: Tokenizer, megabytes: float, out: Path) -> dict:
    """Prune, fit on held-out text, write; return what is in the file and what it brings.

    The gain is measured on each half of the held-out documents with weights fitted on the other; the file has the
    weights fitted on both.
    """
    kept = prune(lengths, megabytes * 1e6)
    mixture = Mixture(kept, data)
    half = data.document % 2 == 0
    every = np.flatnonzero(half | ~half)
    bits = {"without": 0.0, "with": 0.0}
    for side in (half, ~half):
        bits["without"] += mixture.bits(None, None, np.flatnonzero(side)) * side.mean()
        bits["with"] += mixture.bits(*mixture.fit(np.flatnonzero(~side)), np.flatnonzero(side)) * side.mean()
    of_length, of_model = mixture.fit(every)
    weights = np.concatenate([of_length.numpy().ravel(), of_model.numpy()])
    out.write_bytes(encode(kept, vocabulary_fingerprint(tokenizer), tokenizer.get_vocab_size(), weights))
    return {
        "bytes": out.stat().st_size,
        "ngrams": {length: len(grams) for length, grams in enumerate(kept, 1)},
        "held_out_tokens": len(every),
        "bits_per_token": {name: round(value, 4) for name, value in bits.items()},
    }
