#!/usr/bin/env python3
"""How the time of `boardwise check` grows with the size of a project: 10, 100 and 1,000 files of one program.

    cargo build --release --bin boardwise
    python3 bench/project_size.py --boardwise target/release/boardwise

Prints one JSON line for each size: files, median wall time on one core, milliseconds per file.
"""

import argparse
import json
import tempfile
from pathlib import Path

from clang_tidy import seconds, write_project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardwise", default="target/release/boardwise", help="the program to measure")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    boardwise = str(Path(arguments.boardwise).resolve())
    for n_files in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # A module is a header and a source.
            write_project(folder, n_files // 2)
            took = seconds([boardwise, "check", str(folder / "src"), "--format", "json"], arguments.repeats)
        print(json.dumps({"files": n_files, "seconds": round(took, 4), "ms_per_file": round(took * 1e3 / n_files, 3)}))


if __name__ == "__main__":
    main()
