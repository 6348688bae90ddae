"""Where to cut a hole into a file: at syntax nodes, as an editor would, plainly, or at random.

A hole is a byte range. What stands before it is the prefix, what stands after it the suffix,
and the model learns to write the middle and to stop where it meets the suffix.
"""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

import tree_sitter_cpp
import tree_sitter_python
from tree_sitter import Language, Node, Parser

_PARSERS = {
    "arduino": Parser(Language(tree_sitter_cpp.language())),
    "micropython": Parser(Language(tree_sitter_python.language())),
}
# Shared with `boardwise model tune`.
RULES = tomllib.loads((Path(__file__).resolve().parents[1] / "samples.toml").read_text())
_NODE_KIND = {node: kind for kind, nodes in RULES["nodes"].items() for node in nodes}
MIX = tuple(RULES["mix"].items())
MAX_MIDDLE = RULES["max_middle"]


@dataclass
class Source:
    """A file with its candidate nodes by kind, parsed once for all its holes."""

    data: bytes
    nodes: dict[str, list[tuple[int, int]]]


def parse(text: str, lang: str) -> Source:
    data = text.encode()
    nodes: dict[str, list[tuple[int, int]]] = {"argument": [], "expression": [], "statement": [], "block": [], "body": []}
    cursor = _PARSERS[lang].parse(data).walk()
    while True:
        node: Node = cursor.node
        kind = node.type
        span = (node.start_byte, node.end_byte)
        if kind in ("argument_list", "parameter_list", "parameters"):
            nodes["argument"] += [(child.start_byte, child.end_byte) for child in node.named_children]
            if span[1] - span[0] > 2:
                nodes["argument"].append((span[0] + 1, span[1] - 1))
        elif own := _NODE_KIND.get(kind):
            if own == "block" and node.parent is not None and node.parent.type == "function_definition":
                own = "body"
            if own in ("block", "body") and kind == "compound_statement":
                # The braces stay outside: the hole is what a person types between them.
                span = (span[0] + 1, span[1] - 1)
            nodes[own].append(span)
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                kept = {name: [item for item in spans if 0 < item[1] - item[0] <= MAX_MIDDLE] for name, spans in nodes.items()}
                return Source(data, kept)


def _character_boundary(data: bytes, position: int) -> int:
    while 0 < position < len(data) and data[position] & 0xC0 == 0x80:
        position -= 1
    return position


def _line_hole(data: bytes, rng: random.Random) -> tuple[int, int]:
    """From somewhere inside a line to its end; an empty line or an indented end of a line counts too."""
    for _ in range(8):
        at = rng.randrange(len(data))
        start = data.rfind(b"\n", 0, at) + 1
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line = data[start:end]
        if not line.strip() and rng.random() < 0.8:
            continue
        indent = len(line) - len(line.lstrip())
        begin = start + (indent if rng.random() < 0.3 else rng.randint(0, max(0, end - start - 1)))
        return _character_boundary(data, begin), end
    return 0, min(len(data), 80)


def cut(source: Source, rng: random.Random) -> tuple[int, int]:
    """One hole, as byte offsets; never empty, never inside a UTF-8 character."""
    data = source.data
    kind = rng.choices([name for name, _ in MIX], [weight for _, weight in MIX])[0]
    if kind in source.nodes and source.nodes[kind]:
        start, end = rng.choice(source.nodes[kind])
        if rng.random() < RULES["inside_share"] and end - start > 4:
            start = _character_boundary(data, rng.randint(start, end - 2))
        return start, end
    if kind == "random":
        start = rng.randrange(len(data))
        start, end = _character_boundary(data, start), _character_boundary(data, min(len(data), start + rng.randint(1, 300)))
        return (start, end) if end > start else (start, len(data))
    start, end = _line_hole(data, rng)
    if kind == "lines":
        for _ in range(rng.randint(1, 5)):
            following = data.find(b"\n", end + 1)
            if following < 0 or following - start > MAX_MIDDLE:
                break
            end = following
    if end <= start:
        end = min(len(data), start + 1)
        end = end if end == len(data) or data[end] & 0xC0 != 0x80 else len(data)
    return start, end
