"""Exact and near duplicates.

Copies of text that no training may see are dropped on a much smaller share (`GUARD_SHARE`).

Near duplicates are found by containment: a file is dropped when 70 % of its comment-free
5-line shingles were seen in files before it. Unlike a similarity of whole files this also
catches a small sketch pasted into a larger one, which is how this code travels. MinHash with
locality-sensitive hashing (package datasketch) then finds the few that are alike as wholes and slip
through; alone it would find a third (`python -m boardwise_corpus near`, figures in README.md).
"""

import hashlib
import re

from datasketch import MinHash, MinHashLSH

_WHITESPACE = re.compile(r"\s+")
_COMMENT = {
    "arduino": re.compile(r"//[^\n]*|/\*.*?\*/", re.S),
    "micropython": re.compile(r"#[^\n]*"),
}
SHINGLE_LINES, SEEN_SHARE = 5, 0.7
# A training file is dropped when a tenth of its shingles stand in guarded text. Idioms that everybody
# writes (five lines of `setup`) make up less than that; three shingles are the least that can be a copy.
GUARD_SHARE, GUARD_LEAST = 0.1, 3


def shingles_of(text: str, lang: str) -> set[int]:
    """64-bit hashes of every five successive lines, without comments, white space and empty lines."""
    lines = [_WHITESPACE.sub("", line) for line in _COMMENT[lang].sub("", text).splitlines()]
    lines = [line for line in lines if line]
    return {
        int.from_bytes(hashlib.blake2b("\n".join(lines[start : start + SHINGLE_LINES]).encode(), digest_size=8).digest(), "little")
        for start in range(max(1, len(lines) - SHINGLE_LINES + 1))
    }


PERMUTATIONS = 128


def sketch_of(shingles: set[int]) -> MinHash:
    """The MinHash of a file's shingles, which are hashes already."""
    sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=lambda shingle: shingle & 0xFFFF_FFFF)
    sketch.update_batch(sorted(shingles))
    return sketch


class Deduper:
    """Remembers everything accepted so far; order decides who is the original."""

    def __init__(self) -> None:
        self._exact: set[bytes] = set()
        self._shingles: set[int] = set()
        self._guarded: set[int] = set()
        self._alike = MinHashLSH(threshold=SEEN_SHARE, num_perm=PERMUTATIONS)

    def guard(self, text: str, lang: str) -> None:
        """Nothing that holds a good part of `text` is accepted from now on."""
        self._guarded |= shingles_of(text, lang)

    def guarded_share(self, text: str, lang: str) -> tuple[int, int]:
        """How many of the text's shingles are guarded, and how many it has."""
        shingles = shingles_of(text, lang)
        return len(shingles & self._guarded), len(shingles)

    def duplicate(self, text: str, lang: str) -> str | None:
        digest = hashlib.blake2b(_WHITESPACE.sub("", text).encode(), digest_size=12).digest()
        if digest in self._exact:
            return "exact duplicate"
        shingles = shingles_of(text, lang)
        guarded = len(shingles & self._guarded)
        if guarded >= GUARD_LEAST and guarded >= GUARD_SHARE * len(shingles):
            return "copy of text that is kept for measuring"
        if sum(shingle in self._shingles for shingle in shingles) >= SEEN_SHARE * len(shingles):
            return "near duplicate"
        sketch = sketch_of(shingles)
        if self._alike.query(sketch):
            return "near duplicate by MinHash"
        self._alike.insert(digest, sketch)
        self._exact.add(digest)
        self._shingles |= shingles
        return None
