#!/usr/bin/env python3
"""How the cost of `boardwise check` grows with the size of a project: up to 1,000 files of one program.

    cargo build --release --bin boardwise
    python3 bench/project_size.py --boardwise target/release/boardwise

Prints one JSON line for each size (files, CPU seconds and peak memory of the process, both medians), then the
exponents of the power laws that fit best: 1 is linear. Fails when one of them is above 1.1.
CPU time is user and system time of the process, so that other users of the machine do not count.
"""

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
from pathlib import Path

from clang_tidy import write_project

SIZES = (10, 30, 100, 300, 1000)
STEEPEST = 1.1


def cost(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak memory in KiB of one run."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Slope of the line through the logarithms."""
    slope, _ = statistics.linear_regression([math.log(size) for size in sizes], [math.log(it) for it in costs])
    return slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardwise", default="target/release/boardwise", help="the program to measure")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    boardwise = str(Path(arguments.boardwise).resolve())
    rows = []
    for n_files in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # A module is a header and a source.
            write_project(folder, n_files // 2)
            runs = [cost([boardwise, "check", str(folder / "src"), "--format", "json"]) for _ in range(arguments.repeats)]
        seconds = statistics.median(it[0] for it in runs)
        memory = statistics.median(it[1] for it in runs) / 1024
        rows.append((n_files, seconds, memory))
        print(json.dumps({"files": n_files, "cpu_s": round(seconds, 4), "ms_per_file": round(seconds * 1e3 / n_files, 3), "mib": round(memory, 1)}))
    # What starting costs says nothing about growth: the program itself weighs more than ten files.
    large = [row for row in rows if row[0] >= 100]
    sizes = [row[0] for row in large]
    fits = {
        "time_exponent": round(exponent(sizes, [row[1] for row in large]), 3),
        "memory_exponent": round(exponent(sizes, [row[2] for row in large]), 3),
    }
    print(json.dumps(fits))
    if max(fits.values()) > STEEPEST:
        sys.exit(f"the cost grows faster than the number of files: {fits}")


if __name__ == "__main__":
    main()
