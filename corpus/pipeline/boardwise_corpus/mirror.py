"""Read files of a repository straight from its bare git directory, without a work tree."""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    path: str
    blob: str
    size: int


def _find(root: Path, name: str) -> Path:
    """The repository's git directory, bare or inside a checkout; names differ in case between lists, folders do not."""
    folder = name.replace("/", "+")
    exact = root / folder / "repo"
    if not exact.exists():
        matches = (candidate / "repo" for candidate in root.iterdir() if candidate.name.lower() == folder.lower())
        exact = next(matches, exact)
    return exact / ".git" if (exact / ".git").is_dir() else exact


class Mirror:
    """`<root>/<owner>+<name>/repo` for each repository."""

    def __init__(self, root: Path, name: str, commit: str) -> None:
        self.git_dir = _find(root, name)
        # A snapshot may be newer than the manifest: its newest commit stands in then, and the report says so.
        self.commit = commit if commit and self._has(commit) else self._git("rev-parse", "HEAD").strip()

    @staticmethod
    def exists(root: Path, name: str) -> bool:
        return (_find(root, name) / "HEAD").exists()

    def _command(self, *arguments: str) -> list[str]:
        return ["git", f"--git-dir={self.git_dir}", *arguments]

    def _git(self, *arguments: str) -> str:
        return subprocess.run(self._command(*arguments), check=True, capture_output=True, text=True).stdout

    def _has(self, commit: str) -> bool:
        return subprocess.run(self._command("cat-file", "-e", commit + "^{commit}"), capture_output=True).returncode == 0

    def entries(self) -> list[Entry]:
        found = []
        for line in self._git("ls-tree", "-r", "-l", "-z", self.commit).split("\0"):
            if line:
                meta, path = line.split("\t", 1)
                _, kind, blob, size = meta.split()
                # A partial snapshot lists blobs that it does not hold, with no number for a size.
                if kind == "blob" and size.isdigit():
                    found.append(Entry(path, blob, int(size)))
        return found

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """Contents in order; a blob that the snapshot left out is skipped."""
        with subprocess.Popen(self._command("cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for entry in entries:
                process.stdin.write(entry.blob.encode() + b"\n")
                process.stdin.flush()
                answer = process.stdout.readline().split()
                if len(answer) == 3:
                    data = process.stdout.read(int(answer[2]))
                    process.stdout.read(1)
                    yield entry, data
            process.stdin.close()
