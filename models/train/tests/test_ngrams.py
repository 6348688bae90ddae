"""The table of n-grams: what is counted, what is kept, and the bytes that `models/decode` reads."""

import json
import os
import random
from pathlib import Path

import numpy as np
import torch

from boardwise_train import ngrams
from boardwise_train.ngrams import LONGEST, Grams, HeldOut, Mixture

TESTDATA = Path(__file__).resolve().parents[2] / "decode/testdata"
WORDS = [f"w{number}".encode() for number in range(16)]
WEIGHTS = torch.tensor([[-1.5, 0.1, 1.0, 0.5], [-1.0, 0.1, 1.2, 0.5], [-0.5, 0.05, 1.5, 0.2], [0.0, 0.1, 1.0, 0.2], [0.2, 0.0, 1.0, 0.3], [0.3, 0.1, 1.0, 0.1]])
OF_MODEL = torch.tensor([-0.8, 0.4])


def corpus() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Six documents of three repositories that share idioms of five tokens and go on as they like."""
    rng = random.Random(5)
    idioms = [[rng.randrange(16) for _ in range(5)] for _ in range(4)]
    tokens, documents, repositories = [], [], []
    for document in range(6):
        text = []
        while len(text) < 60:
            text += rng.choice(idioms) + [rng.randrange(16)]
        tokens += text
        documents += [document] * len(text)
        repositories += [document // 2] * len(text)
    return np.array(tokens, dtype=np.uint16), np.array(documents, dtype=np.int32), np.array(repositories, dtype=np.uint64)


def table() -> list[Grams]:
    return ngrams.prune(list(ngrams.count(*corpus())), 2000)


def encoded(lengths: list[Grams]) -> bytes:
    tokens_of = ngrams.fingerprint(b"".join(bytes([len(word)]) + word for word in WORDS) + bytes(8))
    return ngrams.encode(lengths, tokens_of, len(WORDS) + 8, np.concatenate([WEIGHTS.numpy().ravel(), OF_MODEL.numpy()]))


def said(lengths: list[Grams], contexts: list[list[int]]) -> list[list[float]]:
    """The probability of each word after each context, beside a model that knows nothing."""
    n = len(contexts) * 16
    every = np.repeat(np.array(contexts), 16, axis=0)
    data = HeldOut(np.full(n, 1 / 16), np.full(n, 1 / 16), np.tile(np.arange(16), len(contexts)), every, np.zeros((n, LONGEST, 2)), np.zeros(n))
    return Mixture(lengths, data).probability(WEIGHTS, OF_MODEL).reshape(-1, 16).tolist()


def test_only_what_repositories_share_is_counted() -> None:
    tokens, documents, repositories = corpus()
    for length, grams in enumerate(ngrams.count(tokens, documents, repositories), 1):
        where: dict[tuple[int, ...], set[int]] = {}
        for at in range(length, len(tokens)):
            if documents[at] == documents[at - length]:
                where.setdefault(tuple(tokens[at - length : at + 1].tolist()), set()).add(int(repositories[at]))
        assert len(grams) == sum(len(owners) >= 2 for owners in where.values()), length
        assert np.all(np.diff(grams.context.astype(object)) >= 0)


def test_shares_are_of_all_that_followed() -> None:
    tokens = np.array([1, 2, 1, 3, 1, 2, 0] * 2, dtype=np.uint16)
    documents, repositories = np.repeat([0, 1], 7).astype(np.int32), np.repeat([0, 1], 7).astype(np.uint64)
    first = next(ngrams.count(tokens, documents, repositories))
    hashed = ngrams.finish(ngrams.longer(np.full(1, ngrams._SEED, dtype=np.uint64), np.array([1]))) >> np.uint64(22)
    after_one = first.context == hashed
    assert dict(zip(first.token[after_one].tolist(), first.share[after_one].tolist(), strict=True)) == {2: 2 / 3, 3: 1 / 3}


def test_pruning_keeps_what_is_worth_most() -> None:
    lengths = list(ngrams.count(*corpus()))
    kept = ngrams.prune(lengths, 300)
    assert 0 < sum(map(len, kept)) < sum(map(len, lengths)) / 2
    least = min(grams.worth.min() for grams in kept if len(grams))
    assert sum((grams.worth > least).sum() for grams in lengths) <= sum(map(len, kept)) + 8


def test_the_file_is_that_of_the_reader() -> None:
    """`models/decode/src/table.rs` reads the same bytes and must say the same; UPDATE_GOLDEN=1 writes them again."""
    lengths = table()
    tokens = corpus()[0].tolist()
    contexts = [tokens[at : at + LONGEST] for at in range(0, 300, 13)] + [[15, 14, 13, 12, 11, 10]]
    expected = [[context, [round(value, 7) for value in row]] for context, row in zip(contexts, said(lengths, contexts), strict=True)]
    data, text = encoded(lengths), json.dumps(expected) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        TESTDATA.mkdir(exist_ok=True)
        (TESTDATA / "small.ngrams").write_bytes(data)
        (TESTDATA / "small-expected.json").write_text(text)
    assert (TESTDATA / "small.ngrams").read_bytes() == data
    for (context, row), (known, wanted) in zip(expected, json.loads((TESTDATA / "small-expected.json").read_text()), strict=True):
        assert context == known
        assert np.allclose(row, wanted, atol=1e-6)


def test_fitting_makes_held_out_text_likelier() -> None:
    lengths = table()
    tokens, documents, _ = corpus()
    at = np.array([place for place in range(LONGEST, len(tokens)) if documents[place] == documents[place - LONGEST]])
    contexts = np.stack([tokens[place - LONGEST : place] for place in at])
    n = len(at)
    data = HeldOut(np.full(n, 1 / 16), np.full(n, 1 / 16), tokens[at], contexts, np.zeros((n, LONGEST, 2)), documents[at])
    mixture = Mixture(lengths, data)
    every = np.arange(n)
    assert mixture.bits(*mixture.fit(every, steps=60), every) < mixture.bits(None, None, every) - 0.5
