"""What two ways to find near duplicates drop, on the same files: `python -m boardwise_corpus near`.

Containment is ours (`dedupe.py`): most of a file's shingles were seen before, in whatever files. MinHash with
locality-sensitive hashing (package datasketch) finds pairs of files that are alike as wholes.
"""

from collections import Counter
from pathlib import Path

from datasketch import MinHashLSH
from tqdm import tqdm

from .build import read_repository
from .dedupe import PERMUTATIONS, SEEN_SHARE, Deduper, shingles_of, sketch_of
from .manifest import Repository


def compare(mirror: Path, repositories: list[Repository]) -> dict:
    """How many files each way drops, and what only one of them does."""
    deduper, index = Deduper(), MinHashLSH(threshold=SEEN_SHARE, num_perm=PERMUTATIONS)
    counts: Counter = Counter()
    examples: dict[str, list[str]] = {"containment only": [], "MinHash only": []}
    for repository in tqdm(repositories, unit="repository"):
        for number, record in enumerate(read_repository((mirror, repository))[2]):
            reason = deduper.duplicate(record["text"], record["lang"])
            if reason == "exact duplicate":
                counts[reason] += 1
                continue
            shingles = shingles_of(record["text"], record["lang"])
            sketch = sketch_of(shingles)
            alike = index.query(sketch)
            name = f"{repository.name}/{record['path']}"
            if not alike:
                index.insert(f"{name}#{number}", sketch)
            verdict = {(True, True): "both", (True, False): "containment only", (False, True): "MinHash only", (False, False): "kept by both"}[
                reason is not None, bool(alike)
            ]
            if reason == "near duplicate by MinHash":
                # `Deduper` asks MinHash after containment; here they are told apart.
                verdict = "MinHash only"
            counts[verdict] += 1
            counts[f"{verdict}, bytes"] += len(record["text"])
            if verdict in examples and len(examples[verdict]) < 10:
                examples[verdict].append(name + (f" like {alike[0]}" if alike else ""))
    return {"files": dict(counts), "examples": examples}
