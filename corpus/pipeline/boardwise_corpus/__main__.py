"""Command line: `python -m boardwise_corpus clone --mirror DIR`, `build --mirror DIR --out DIR`, and `eval` for measuring."""

import argparse
import json
from pathlib import Path

from .build import build, build_eval
from .clone import SOURCE

_CORPUS = Path(__file__).resolve().parents[2]


def _build(arguments: argparse.Namespace) -> None:
    report = build(arguments.manifest, arguments.never, arguments.mirror, arguments.out, arguments.workers)
    print(json.dumps({key: report[key] for key in ("repositories_read", "repositories_listed", "kept", "dropped_files")}, indent=1))


def _clone(arguments: argparse.Namespace) -> None:
    from .clone import clone_all
    from .manifest import read_manifest, read_never_train

    repositories = [item for item in read_manifest(arguments.manifest, read_never_train(arguments.never)) if item.split != "out"]
    report = clone_all(repositories, arguments.mirror, arguments.source, arguments.workers)
    print(json.dumps(report, indent=1))
    if report["failed"]:
        raise SystemExit(1)


def _eval(arguments: argparse.Namespace) -> None:
    print(json.dumps(build_eval(arguments.never, arguments.training, arguments.mirror, arguments.out, arguments.workers), indent=1))


def _origins(arguments: argparse.Namespace) -> None:
    from .origins import write_index

    print(json.dumps(write_index(arguments.training, arguments.out), indent=1))


def _near(arguments: argparse.Namespace) -> None:
    from .manifest import read_manifest, read_never_train
    from .mirror import Mirror
    from .near import compare

    repositories = [item for item in read_manifest(arguments.manifest, read_never_train(arguments.never)) if item.split != "out"]
    present = [item for item in repositories if Mirror.exists(arguments.mirror, item.name)]
    print(json.dumps(compare(arguments.mirror, present[:: arguments.every]), indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(prog="boardwise_corpus", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("clone", help="fetch the manifest's commits, one of each repository; the same command goes on")
    command.add_argument("--mirror", type=Path, required=True, help="folder to fill with <owner>+<name>/repo")
    command.add_argument("--source", default=SOURCE, help="address of a repository, with {name} for owner/name")
    command.add_argument("--manifest", type=Path, default=_CORPUS / "manifest.tsv")
    command.add_argument("--never", type=Path, default=_CORPUS / "never_train_on.txt")
    command.add_argument("--workers", type=int, default=4)
    command.set_defaults(run=_clone)
    command = commands.add_parser("build", help="filter the repositories of the manifest into training text")
    command.add_argument("--mirror", type=Path, required=True, help="folder with <owner>+<name>/repo bare git directories")
    command.add_argument("--out", type=Path, required=True, help="folder for train.jsonl, valid.jsonl and report.json; never commit it")
    command.add_argument("--manifest", type=Path, default=_CORPUS / "manifest.tsv")
    command.add_argument("--never", type=Path, default=_CORPUS / "never_train_on.txt")
    command.add_argument("--workers", type=int, default=2)
    command.set_defaults(run=_build)
    command = commands.add_parser("eval", help="the never-train repositories, to measure a finished model")
    command.add_argument("--mirror", type=Path, required=True)
    command.add_argument("--training", type=Path, required=True, help="train.jsonl: files that it holds copies of are left out")
    command.add_argument("--out", type=Path, required=True, help="folder for eval.jsonl; never commit it")
    command.add_argument("--never", type=Path, default=_CORPUS / "never_train_on.txt")
    command.add_argument("--workers", type=int, default=1)
    command.set_defaults(run=_eval)
    command = commands.add_parser("origins", help="the index of passages of the training text: hashes, repositories, licences, no text")
    command.add_argument("--training", type=Path, required=True, help="train.jsonl")
    command.add_argument("--out", type=Path, default=_CORPUS.parent / "models/weights/origins.bin")
    command.set_defaults(run=_origins)
    command = commands.add_parser("near", help="compare containment and MinHash on the files of every so many repositories (needs datasketch)")
    command.add_argument("--mirror", type=Path, required=True)
    command.add_argument("--manifest", type=Path, default=_CORPUS / "manifest.tsv")
    command.add_argument("--never", type=Path, default=_CORPUS / "never_train_on.txt")
    command.add_argument("--every", type=int, default=1)
    command.set_defaults(run=_near)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
