"""Command line: `python -m boardwise_corpus build --mirror DIR --out DIR`."""

import argparse
import json
from pathlib import Path

from .build import build

_CORPUS = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="boardwise_corpus", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="filter the repositories of the manifest into training text")
    command.add_argument("--mirror", type=Path, required=True, help="folder with <owner>+<name>/repo bare git directories")
    command.add_argument("--out", type=Path, required=True, help="folder for train.jsonl, valid.jsonl and report.json; never commit it")
    command.add_argument("--manifest", type=Path, default=_CORPUS / "manifest.tsv")
    command.add_argument("--never", type=Path, default=_CORPUS / "never_train_on.txt")
    command.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    report = build(arguments.manifest, arguments.never, arguments.mirror, arguments.out, arguments.workers)
    print(json.dumps({key: report[key] for key in ("repositories_read", "repositories_listed", "kept", "dropped_files")}, indent=1))


if __name__ == "__main__":
    main()
