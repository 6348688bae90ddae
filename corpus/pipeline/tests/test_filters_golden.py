"""`filters.golden.jsonl` pins what this pipeline and `boardwise model tune` decide; the tests of `ide` read it, too."""

import json
from pathlib import Path

from boardwise_corpus.filters import drop_by_path, drop_by_text
from boardwise_corpus.scrub import scrub

GOLDEN = Path(__file__).resolve().parents[2] / "filters.golden.jsonl"


def test_golden_file() -> None:
    rows = [json.loads(line) for line in GOLDEN.read_text().splitlines()]
    assert len(rows) > 10
    for row in rows:
        text = row["text"] * row.get("times", 1)
        reason = drop_by_path(row["path"], len(text.encode())) or drop_by_text(text, row["lang"], row["path"], True)
        assert reason == row["dropped"], row["path"]
        if "scrubbed" in row:
            assert scrub(text)[0] == row["scrubbed"], row["path"]
