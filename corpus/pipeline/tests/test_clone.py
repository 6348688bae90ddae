"""Fetching the manifest's commits, from repositories on this disk."""

import subprocess

from boardwise_corpus.clone import clone_all
from boardwise_corpus.manifest import Repository
from boardwise_corpus.mirror import Mirror


def _repository(folder, texts):
    """A repository with a commit for each text; their names."""
    folder.mkdir(parents=True)
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    commits = []
    for text in texts:
        (folder / "a.ino").write_text(text)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", text], check=True)
        commits.append(subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip())
    subprocess.run([*git, "config", "uploadpack.allowAnySHA1InWant", "true"], check=True)
    return commits


def _text(mirror, name, commit):
    repository = Mirror(mirror, name, commit)
    return repository.commit, [data.decode() for _, data in repository.read(repository.entries())]


def test_exact_commits_are_fetched_and_interrupted_ones_again(tmp_path):
    old, new = _repository(tmp_path / "source/a/one.git", ["old", "new"])
    _repository(tmp_path / "source/b/two.git", ["two"])
    mirror = tmp_path / "mirror"
    items = [Repository(name, commit, "MIT", "arduino", "train", 1.0) for name, commit in (("a/one", old), ("b/two", ""), ("c/gone", ""))]
    # What a run that was killed leaves: half a repository beside its place.
    half = mirror / "b+two/repo.partial"
    half.mkdir(parents=True)
    (half / "HEAD").write_text("ref: refs/heads/nothing\n")
    source = f"file://{tmp_path}/source/{{name}}.git"

    report = clone_all(items, mirror, source, workers=2)
    assert (report["there"], report["fetched"], list(report["failed"])) == (0, 2, ["c/gone"])
    assert _text(mirror, "a/one", old) == (old, ["old"]) and not half.exists()
    assert _text(mirror, "b/two", "")[1] == ["two"]
    # One commit, no history: the newer one is not there.
    assert Mirror(mirror, "a/one", new).commit == old
    again = clone_all(items, mirror, source)
    assert (again["there"], again["fetched"]) == (2, 0) and not Mirror.exists(mirror, "c/gone")
