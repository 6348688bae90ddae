"""The manifest: which repositories are read, at which commit, for which split and with which weight."""

import csv
from dataclasses import dataclass
from pathlib import Path

SPLITS = ("train", "valid", "out")


@dataclass(frozen=True)
class Repository:
    name: str
    commit: str
    licence: str
    kind: str
    split: str
    weight: float


def read_never_train(path: Path) -> frozenset[str]:
    """Repositories kept for evaluation: no training, tokenizer or index may see them."""
    return frozenset(line.strip().lower() for line in path.read_text().splitlines() if line.strip() and not line.startswith("#"))


def read_manifest(path: Path, never_train: frozenset[str]) -> list[Repository]:
    """Parse `manifest.tsv`; a forbidden repository in it is an error, not a warning."""
    repositories = []
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            repository = Repository(row["repository"], row["commit"], row["licence"], row["kind"], row["split"], float(row["weight"]))
            if repository.name.lower() in never_train:
                raise ValueError(f"{path}: {repository.name} is on the never-train list; remove it from the manifest")
            if repository.split not in SPLITS:
                raise ValueError(f"{path}: split {repository.split!r} of {repository.name} is none of {', '.join(SPLITS)}")
            repositories.append(repository)
    return repositories
