"""The pipeline: read, judge the licence, filter, deduplicate, scrub, cap, write JSON lines and a report."""

import hashlib
import json
import posixpath
import re
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path

from tqdm import tqdm

from .dedupe import Deduper
from .filters import drop_by_path, drop_by_text, language
from .licence import classify, manifest_licence
from .manifest import Repository, read_manifest, read_never_train
from .mirror import Mirror
from .scrub import scrub

_LICENCE_FILE = re.compile(r"(^|/)(licen[sc]e|copying|unlicense)[^/]*$", re.I)
_PIO = "platformio.ini"
LIBRARY_CAP = 2_500_000
# People who use the model write sketches and scripts; library code is there to know the APIs by.
KIND_WEIGHT = {".ino": 1.6, ".pde": 1.6, ".py": 1.6, ".cpp": 0.6, ".h": 0.3}


def _platformio(text: str) -> str | None:
    """The first environment's board: good enough to name the family of a project's files."""
    match = re.search(r"^\s*board\s*=\s*([\w.-]+)", text, re.M)
    return match[1] if match else None


def _nearest(folders: dict[str, str], path: str) -> str | None:
    folder = posixpath.dirname(path)
    while True:
        if folder in folders:
            return folders[folder]
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def read_repository(arguments: tuple[Path, Repository]) -> tuple[Repository, str, list[dict], Counter]:
    """Every file of one repository that passes the filters, as records; and why the others did not."""
    root, repository = arguments
    dropped: Counter = Counter()
    mirror = Mirror(root, repository.name, repository.commit)
    entries = mirror.entries()
    facts = [entry for entry in entries if (_LICENCE_FILE.search(entry.path) or entry.path.endswith(_PIO)) and entry.size < 100_000]
    licences: dict[str, str] = {}
    boards: dict[str, str] = {}
    for entry, data in mirror.read(facts):
        text = data.decode("utf-8", "replace")
        folder = posixpath.dirname(entry.path)
        if entry.path.endswith(_PIO):
            if board := _platformio(text):
                boards[folder] = board
        elif found := classify(text):
            licences[folder] = found
    wanted = []
    for entry in entries:
        lang = language(entry.path)
        if lang is None or (lang == "micropython" and "micropython" not in repository.kind):
            continue
        if reason := drop_by_path(entry.path, entry.size):
            dropped[reason] += 1
        else:
            wanted.append(entry)
    micropython_repository = repository.kind == "micropython"
    records, library_bytes = [], 0
    # Examples first: where the cap bites, it should bite into library internals.
    wanted.sort(key=lambda entry: ("example" not in entry.path.lower(), entry.path))
    for entry, data in mirror.read(wanted):
        try:
            text = data.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
        except UnicodeDecodeError:
            dropped["not UTF-8"] += 1
            continue
        lang = language(entry.path)
        if reason := drop_by_text(text, lang, entry.path, micropython_repository):
            dropped[reason] += 1
            continue
        licence = classify(text[:3000]) or _nearest(licences, entry.path) or manifest_licence(repository.licence)
        if licence in (None, "restrictive"):
            dropped["licence " + (licence or "unknown")] += 1
            continue
        extension = posixpath.splitext(entry.path)[1].lower()
        if extension in (".cpp", ".h"):
            if library_bytes + len(text) > LIBRARY_CAP:
                dropped["over the repository's cap of library code"] += 1
                continue
            library_bytes += len(text)
        text, secrets = scrub(text)
        dropped["(placeholders written)"] += secrets
        weight = repository.weight * KIND_WEIGHT[extension]
        records.append(
            {
                "repository": repository.name,
                "path": entry.path,
                "lang": lang,
                "licence": licence,
                "weight": round(weight, 3),
                "pio_board": _nearest(boards, entry.path),
                "text": text,
            }
        )
    return repository, mirror.commit, records, dropped


def _guarded_files(mirror: Path, names: list[str]):
    """Every source file of the never-train repositories that are there, unfiltered: (language, text)."""
    for name in names:
        if not Mirror.exists(mirror, name):
            continue
        source = Mirror(mirror, name, "")
        entries = [entry for entry in source.entries() if language(entry.path) and entry.size < 1_000_000]
        for entry, data in source.read(entries):
            yield language(entry.path), data.decode("utf-8", "replace").replace("\r\n", "\n")


def build(manifest_path: Path, never_path: Path, mirror: Path, out: Path, workers: int) -> dict:
    """Write `train.jsonl`, `valid.jsonl` and `report.json` to `out`; return the report.

    Files of other repositories that copy the never-train repositories are dropped, too, as far as
    those lie in the mirror; the report says how much of the accepted text still stands in them.
    """
    repositories = [item for item in read_manifest(manifest_path, read_never_train(never_path)) if item.split != "out"]
    present = [item for item in repositories if Mirror.exists(mirror, item.name)]
    if not present:
        raise FileNotFoundError(f"{mirror} holds none of the {len(repositories)} repositories; expected <owner>+<name>/repo in it")
    # The valid split goes first, so that its copies elsewhere are dropped from training, not the other way round.
    present.sort(key=lambda item: item.split != "valid")
    out.mkdir(parents=True, exist_ok=True)
    deduper = Deduper()
    never = sorted(read_never_train(never_path))
    guards = 0
    for lang, text in tqdm(_guarded_files(mirror, never), unit="file", desc="never-train text"):
        deduper.guard(text, lang)
        guards += 1
    overlap = Counter()
    dropped: Counter = Counter()
    kept: dict[str, Counter] = defaultdict(Counter)
    licences: Counter = Counter()
    per_repository = {}
    files = {split: (out / f"{split}.jsonl").open("w") for split in ("train", "valid")}
    with Pool(workers) as pool:
        results = pool.imap(read_repository, [(mirror, item) for item in present])
        for repository, commit, records, why in tqdm(results, total=len(present), unit="repository"):
            dropped += why
            kept_here = kept_bytes = 0
            for record in records:
                if reason := deduper.duplicate(record["text"], record["lang"]):
                    dropped[reason] += 1
                    continue
                if repository.split == "train":
                    found, all_shingles = deduper.guarded_share(record["text"], record["lang"])
                    overlap += Counter(shared=found, all=all_shingles)
                files[repository.split].write(json.dumps(record) + "\n")
                size = len(record["text"].encode())
                kept_here, kept_bytes = kept_here + 1, kept_bytes + size
                kept[repository.split][record["lang"] + " files"] += 1
                kept[repository.split][record["lang"] + " bytes"] += size
                licences[record["licence"]] += size
            per_repository[repository.name] = {"commit": commit, "as_listed": commit == repository.commit, "files": kept_here, "bytes": kept_bytes}
    for file in files.values():
        file.close()
    report = {
        "manifest_sha256": hashlib.sha256(manifest_path.read_bytes()).hexdigest(),
        "repositories_listed": len(repositories),
        "repositories_read": len(present),
        "repositories_missing": sorted(set(item.name for item in repositories) - set(item.name for item in present)),
        "never_train": {
            "repositories_listed": len(never),
            "repositories_in_mirror": sum(Mirror.exists(mirror, name) for name in never),
            "files": guards,
            "training_shingles": overlap["all"],
            "training_shingles_also_there": overlap["shared"],
        },
        "kept": kept,
        "licence_bytes": dict(licences.most_common()),
        "dropped_files": dict(dropped.most_common()),
        "repositories": per_repository,
    }
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    return report


def build_eval(never_path: Path, training: Path, mirror: Path, out: Path, workers: int) -> dict:
    """Write `eval.jsonl`: the never-train repositories, less what copies in other repositories carried into training.

    It measures a finished model and is for nothing else, so it goes to a folder without training text.
    """
    if (out / "train.jsonl").exists():
        raise FileExistsError(f"{out} holds training text; give evaluation text a folder of its own")
    names = sorted(read_never_train(never_path))
    repositories = [Repository(name, "", "", "arduino+micropython", "eval", 1.0) for name in names]
    present = [item for item in repositories if Mirror.exists(mirror, item.name)]
    deduper = Deduper()
    with training.open() as lines:
        for line in tqdm(lines, unit="file", desc="training text"):
            record = json.loads(line)
            deduper.duplicate(record["text"], record["lang"])
    out.mkdir(parents=True, exist_ok=True)
    dropped: Counter = Counter()
    per_repository: dict[str, dict] = {}
    with Pool(workers) as pool, (out / "eval.jsonl").open("w") as file:
        for repository, commit, records, why in pool.imap(read_repository, [(mirror, item) for item in present]):
            dropped += why
            fresh = []
            for record in records:
                if reason := deduper.duplicate(record["text"], record["lang"]):
                    dropped[reason + " of training or evaluation text"] += 1
                else:
                    fresh.append(record)
            file.writelines(json.dumps(record) + "\n" for record in fresh)
            per_repository[repository.name] = {"commit": commit, "files": len(fresh), "bytes": sum(len(record["text"].encode()) for record in fresh)}
    report = {"repositories": per_repository, "dropped_files": dict(dropped.most_common())}
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    return report
