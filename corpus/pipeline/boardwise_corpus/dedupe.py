"""Exact and near duplicates.

Near duplicates are found by containment: a file is dropped when 70 % of its comment-free
5-line shingles were seen in files before it. Unlike a similarity of whole files this also
catches a small sketch pasted into a larger one, which is how this code travels.
"""

import hashlib
import re

_WHITESPACE = re.compile(r"\s+")
_COMMENT = {
    "arduino": re.compile(r"//[^\n]*|/\*.*?\*/", re.S),
    "micropython": re.compile(r"#[^\n]*"),
}
SHINGLE_LINES, SEEN_SHARE = 5, 0.7


class Deduper:
    """Remembers everything accepted so far; order decides who is the original."""

    def __init__(self) -> None:
        self._exact: set[bytes] = set()
        self._shingles: set[int] = set()

    def duplicate(self, text: str, lang: str) -> str | None:
        digest = hashlib.blake2b(_WHITESPACE.sub("", text).encode(), digest_size=12).digest()
        if digest in self._exact:
            return "exact duplicate"
        lines = [_WHITESPACE.sub("", line) for line in _COMMENT[lang].sub("", text).splitlines()]
        lines = [line for line in lines if line]
        shingles = {
            int.from_bytes(hashlib.blake2b("\n".join(lines[start : start + SHINGLE_LINES]).encode(), digest_size=8).digest(), "little")
            for start in range(max(1, len(lines) - SHINGLE_LINES + 1))
        }
        if sum(shingle in self._shingles for shingle in shingles) >= SEEN_SHARE * len(shingles):
            return "near duplicate"
        self._exact.add(digest)
        self._shingles |= shingles
        return None
