#!/usr/bin/env python3
"""Counts what the rules say about real firmware, and shows samples to read.

    python3 tests/precision/measure.py FOLDER...             counts by rule, as a table
    python3 tests/precision/measure.py FOLDER... --sample 5  and five findings of each rule with their lines
    python3 tests/precision/measure.py FOLDER... --rule NAME all findings of one rule

The boards come from the project files in the folders (platformio.ini, sketch.yaml, boardwise.toml …).
Files for which no board is known are left out. Nothing of what is measured belongs into the repository.
"""

import argparse
import json
import random
import subprocess
from collections import Counter, defaultdict
from pathlib import Path


def findings(boardwise, folder):
    run = subprocess.run([boardwise, "check", folder, "--format", "json"], capture_output=True, text=True)
    if run.returncode > 1:
        raise SystemExit(run.stderr)
    report = json.loads(run.stdout)
    return report["findings"], report["files"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--boardwise", default="target/debug/boardwise")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--rule")
    parser.add_argument("--severity", choices=["error", "warning", "hint"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    by_rule, files = defaultdict(list), 0
    for folder in arguments.folders:
        found, count = findings(arguments.boardwise, folder)
        files += count
        for finding in found:
            by_rule[finding["rule"]].append(finding)
    if not arguments.rule:
        total = Counter(finding["severity"] for found in by_rule.values() for finding in found)
        print(f"{files} files: {total['error']} errors, {total['warning']} warnings, {total['hint']} hints\n")
        print("| rule | errors | warnings | hints | files |\n| --- | --- | --- | --- | --- |")
        for rule, found in sorted(by_rule.items()):
            counts = Counter(finding["severity"] for finding in found)
            print(f"| {rule} | {counts['error']} | {counts['warning']} | {counts['hint']} | {len({finding['path'] for finding in found})} |")
    choose = random.Random(arguments.seed)
    for rule, found in sorted(by_rule.items()):
        if arguments.rule not in (None, rule) or not (arguments.sample or arguments.rule):
            continue
        if arguments.severity:
            found = [finding for finding in found if finding["severity"] == arguments.severity]
        if arguments.sample and len(found) > arguments.sample:
            found = choose.sample(found, arguments.sample)
        for finding in found:
            lines = Path(finding["path"]).read_text(errors="replace").splitlines()
            line = lines[finding["line"] - 1].strip() if finding["line"] <= len(lines) else ""
            print(f"\n{finding['severity']}[{rule}] {finding['path']}:{finding['line']} ({finding['board']})\n    {line[:160]}\n    {finding['message']}")


if __name__ == "__main__":
    main()
