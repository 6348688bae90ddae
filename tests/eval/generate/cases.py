"""What the sets of requests are written with: a request, and what must come of it."""

import json
import re
import sys
from pathlib import Path

A, M = "arduino", "micropython"


class Cases:
    """A set of requests; `write` puts them beside the script that holds them."""

    def __init__(self):
        self.entries = []

    def __call__(self, task, board, lang, *must, no=(), pins=(), refuse=False):
        """`must` and `no` are patterns of the program, `pins` numbers that it must use."""
        for pattern in (*must, *no):
            re.compile(pattern)
        self.entries.append({
            "id": f"{len(self.entries) + 1:03}", "task": task, "board": board, "lang": lang,
            "must": list(must), "must_not": list(no), "pins": list(pins), "refuse": refuse,
        })

    def write(self, script):
        lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in self.entries)
        Path(script).with_suffix(".jsonl").write_text("".join(lines))
        print(len(self.entries), file=sys.stderr)
