"""Fetch the repositories of the manifest where there is a network: one commit of each, no history.

A repository appears in the mirror only when it is whole: it is fetched beside its place and renamed. What an
interrupted run left half done is fetched again, what is there stays; so the same command goes on.
"""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from .manifest import Repository
from .mirror import Mirror

SOURCE = "https://github.com/{name}.git"
SECONDS = 900


def _git(*arguments: str | Path) -> None:
    # No questions: a repository that is gone must not wait for a password.
    subprocess.run(
        ["git", "-c", "credential.helper=", "-c", "core.askPass=true", *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"},
    )


def clone(repository: Repository, mirror: Path, source: str) -> str:
    """`there`, `fetched`, or why not: in one line."""
    if Mirror.exists(mirror, repository.name):
        return "there"
    place = mirror / repository.name.replace("/", "+") / "repo"
    partial = place.with_name("repo.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        _git("init", "--quiet", "--bare", partial)
        _git(f"--git-dir={partial}", "fetch", "--quiet", "--depth=1", "--no-tags", source.format(name=repository.name), repository.commit or "HEAD")
        _git(f"--git-dir={partial}", "update-ref", "--no-deref", "HEAD", "FETCH_HEAD")
    except subprocess.CalledProcessError as error:
        shutil.rmtree(partial, ignore_errors=True)
        return (error.stderr.strip().splitlines() or ["git failed"])[-1]
    except subprocess.TimeoutExpired:
        shutil.rmtree(partial, ignore_errors=True)
        return f"not done in {SECONDS} seconds"
    partial.rename(place)
    return "fetched"


def clone_all(repositories: list[Repository], mirror: Path, source: str = SOURCE, workers: int = 4) -> dict:
    """How many were there, how many were fetched, and which could not be, with the reason."""
    mirror.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(workers) as pool:
        outcomes = list(tqdm(pool.map(lambda item: clone(item, mirror, source), repositories), total=len(repositories), unit="repository", desc="clone"))
    failed = {item.name: why for item, why in zip(repositories, outcomes, strict=True) if why not in ("there", "fetched")}
    return {"there": outcomes.count("there"), "fetched": outcomes.count("fetched"), "failed": failed}
