"""The origin index: which repository a passage of the training text comes from, without any of its text.

Tokens are names, numbers and single signs; white space does not count. Of every `WINDOW` successive
passages of `LENGTH` tokens the one with the least hash is kept (winnowing: Schleimer, Wilkerson and
Aiken 2003), so a copy of `LENGTH + WINDOW - 1` tokens is always found and one of `LENGTH` often.
What three repositories and more have in common is nobody's, and passages of few different tokens
are tables: both are left out. `server/suggest/src/origin.rs` reads the file and hashes in the same way.
"""

import json
import re
import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tqdm import tqdm

MAGIC = b"BWORIG1\n"
LENGTH = 24
WINDOW = 28
LEAST_DIFFERENT = 10
MOST_REPOSITORIES = 2
HASH_BITS, BUCKET_BITS = 36, 12
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_.]*|[^\sA-Za-z0-9_]")
_MASK = (1 << 64) - 1
_FACTOR = 0x9E37_79B9_7F4A_7C15


def token_hash(token: str) -> int:
    """FNV-1a of the UTF-8 bytes."""
    value = 0xCBF2_9CE4_8422_2325
    for byte in token.encode():
        value = (value ^ byte) * 0x100_0000_01B3 & _MASK
    return value


class Hasher:
    """Hashes of passages; remembers those of tokens."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def tokens(self, text: str) -> np.ndarray:
        known = self._known
        values = []
        for token in _TOKEN.findall(text):
            value = known.get(token)
            if value is None:
                value = known[token] = token_hash(token)
            values.append(value)
        return np.array(values, dtype=np.uint64)

    def passages(self, tokens: np.ndarray) -> np.ndarray:
        """One hash of `HASH_BITS` bits for each place where `LENGTH` tokens begin."""
        count = len(tokens) - LENGTH + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        total = np.zeros(count, dtype=np.uint64)
        for index in range(LENGTH):
            total = total * np.uint64(_FACTOR) + tokens[index : index + count]
        # The finalizer of SplitMix64: sums of products are not random enough in their low bits.
        total = (total ^ (total >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
        total = (total ^ (total >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
        total ^= total >> np.uint64(31)
        return total >> np.uint64(64 - HASH_BITS)

    def fingerprints(self, text: str) -> np.ndarray:
        """The hashes that are kept of a text."""
        tokens = self.tokens(text)
        hashes = self.passages(tokens)
        if len(hashes) == 0:
            return hashes
        windows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, len(hashes)))
        places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
        different = np.fromiter((len(set(tokens[at : at + LENGTH].tolist())) for at in places), dtype=np.int64, count=len(places))
        return np.unique(hashes[places[different >= LEAST_DIFFERENT]])


def collect(records: Iterable[dict]) -> tuple[list[tuple[str, str]], np.ndarray, np.ndarray]:
    """Sources (repository, licence), and hashes in order with the number of the source of each."""
    hasher = Hasher()
    sources: dict[tuple[str, str], int] = {}
    repositories: list[int] = []
    names: dict[str, int] = {}
    hashes, owners = [], []
    for record in records:
        source = sources.setdefault((record["repository"], record["licence"]), len(sources))
        if source == len(repositories):
            repositories.append(names.setdefault(record["repository"], len(names)))
        found = hasher.fingerprints(record["text"])
        hashes.append(found)
        owners.append(np.full(len(found), source, dtype=np.int64))
    if not hashes:
        return [], np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    every, owner = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    # The first source of each hash, and in how many repositories it stands.
    unique, first = np.unique(every, return_index=True)
    pairs = np.unique(np.stack([every, np.array(repositories, dtype=np.uint64)[owner]]), axis=1)
    spread = np.unique(pairs[0], return_counts=True)[1]
    kept = spread <= MOST_REPOSITORIES
    return list(sources), unique[kept], owner[first][kept]


class _Bits:
    """Writes numbers bit by bit, the lowest first."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._value = self._count = 0

    def put(self, value: int, width: int) -> None:
        self._value |= value << self._count
        self._count += width
        while self._count >= 8:
            self.bytes.append(self._value & 0xFF)
            self._value >>= 8
            self._count -= 8

    def align(self) -> None:
        if self._count:
            self.put(0, 8 - self._count)


def encode(sources: list[tuple[str, str]], hashes: np.ndarray, owners: np.ndarray) -> bytes:
    """The file: sources as JSON, then for each bucket of hashes the Rice-coded gaps and the sources."""
    names = json.dumps([{"repository": name, "licence": licence} for name, licence in sources]).encode()
    low_bits = HASH_BITS - BUCKET_BITS
    per_bucket = max(1.0, len(hashes) / (1 << BUCKET_BITS))
    rice = max(0, int(np.log2((1 << low_bits) / per_bucket * 0.69)))
    source_bits = max(1, (len(sources) - 1).bit_length())
    ends = np.searchsorted(hashes, np.arange(1, (1 << BUCKET_BITS) + 1, dtype=np.uint64) << np.uint64(low_bits))
    bits, offsets, start = _Bits(), [], 0
    for end in ends:
        offsets.append((len(bits.bytes), int(end - start)))
        before = 0
        for value, owner in zip((hashes[start:end] & np.uint64((1 << low_bits) - 1)).tolist(), owners[start:end].tolist(), strict=True):
            gap, before = value - before, value
            quotient = gap >> rice
            # A zero ends the ones.
            bits.put((1 << quotient) - 1, quotient + 1)
            bits.put(gap & ((1 << rice) - 1), rice)
            bits.put(owner, source_bits)
        bits.align()
        start = end
    head = MAGIC + struct.pack("<BBBBBI", LENGTH, HASH_BITS, BUCKET_BITS, rice, source_bits, len(names)) + names
    return head + b"".join(struct.pack("<IH", *offset) for offset in offsets) + bytes(bits.bytes)


def write_index(training: Path, out: Path) -> dict:
    """Read `train.jsonl`, write the index; return what it holds."""
    with training.open() as lines:
        records = (json.loads(line) for line in tqdm(lines, unit="file", desc="origins"))
        sources, hashes, owners = collect(records)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(encode(sources, hashes, owners))
    return {"sources": len(sources), "passages": len(hashes), "bytes": out.stat().st_size}
