"""The origin index: the file that the Rust side tests on is the one that is written here."""

import os
from pathlib import Path

import numpy as np

from boardwise_corpus.origins import LENGTH, Hasher, collect, encode, token_hash

FOLDER = Path(__file__).resolve().parents[3] / "server/suggest/testdata"


def _records() -> list[dict]:
    def record(name: str, licence: str, file: str) -> dict:
        return {"repository": name, "licence": licence, "text": (FOLDER / file).read_text()}

    return [record("ours/lamp", "MIT", "origins-lamp.ino"), record("ours/sensor", "Apache-2.0", "origins-sensor.py")]


def test_the_rust_fixture_is_ours():
    """`UPDATE_GOLDEN=1` writes it anew."""
    data = encode(*collect(_records()))
    path = FOLDER / "origins.bin"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(data)
    assert path.read_bytes() == data


def test_a_long_copy_is_always_found():
    hasher = Hasher()
    text = (FOLDER / "origins-lamp.ino").read_text()
    kept = set(hasher.fingerprints(text).tolist())
    inside = "int other() { return 4; }\n" + text + "\nvoid more() {}"
    assert kept & set(hasher.passages(hasher.tokens(inside)).tolist())


def test_common_and_monotonous_text_is_left_out():
    records = _records()
    everybody = [{**records[0], "repository": f"a/{index}"} for index in range(3)]
    assert len(collect(everybody)[1]) == 0
    assert len(collect(everybody[:2])[1]) > 0
    table = [{"repository": "a/b", "licence": "MIT", "text": "0x00, 0x01, " * 100}]
    assert len(collect(table)[1]) == 0


def test_no_text_is_in_the_file():
    data = encode(*collect(_records()))
    for word in (b"lampPin", b"Serial", b"sensor.read", b"limit"):
        assert word not in data
    assert b"ours/lamp" in data


def test_hashes_are_fixed():
    assert token_hash("a") == 0xAF63_DC4C_8601_EC8C
    assert len(Hasher().passages(np.zeros(LENGTH - 1, dtype=np.uint64))) == 0
