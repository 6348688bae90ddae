#!/usr/bin/env python3
"""Counts what the rules say about real firmware, and shows samples to read.

    python3 tests/precision/measure.py FOLDER...                counts: files, programs, boards, findings by rule and severity
    python3 tests/precision/measure.py FOLDER... --sample 15    and fifteen findings of each rule and severity with their lines
    python3 tests/precision/measure.py FOLDER... --rule NAME    all findings of one rule (with --severity: of one severity)
    python3 tests/precision/measure.py FOLDER... --save FILE    the findings as JSON; --against FILE shows what is new and what is gone
    python3 tests/precision/measure.py FOLDER... --each         every folder in FOLDER is a repository of its own

The boards come from the project files in the folders (platformio.ini, sketch.yaml, .vscode/arduino.json, MicroPico's and
micropy's files, boardwise.toml); files for which no board is known are counted and left out. Only a project's own sources
count: what lies in lib, libraries, components and the like was written for more than one board and is counted apart.
The sample is the same on every run. Nothing of what is measured belongs into the repository.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LIBRARIES = {"lib", "libs", "libraries", "library", "components", "third_party", "thirdparty", "vendor", "external", "build", "stubs", "all-stubs", "libdeps", "site-packages"}
PROGRAM = re.compile(r"^\s*(?:IRAM_ATTR\s+)?void\s+setup\s*\(", re.M)
PYTHON_PROGRAM = re.compile(r"^while\b|^if __name__\s*==|^(?:asyncio|uasyncio)\.run\(", re.M)


def is_library(path):
    return not LIBRARIES.isdisjoint(part.lower() for part in Path(path).parts[:-1])


def is_program(path):
    text = Path(path).read_text(errors="replace")
    return bool((PYTHON_PROGRAM if path.endswith(".py") else PROGRAM).search(text))


def check(boardwise, folder):
    run = subprocess.run([boardwise, "check", str(folder), "--format", "json"], capture_output=True, text=True, errors="replace")
    try:
        return json.loads(run.stdout)
    except json.JSONDecodeError:
        print(f"{folder}: {run.stderr.strip()[:300]}", file=sys.stderr)
        return {"findings": [], "sources": []}


def key(finding):
    return (finding["rule"], finding["severity"], finding["path"], finding["line"], finding["message"])


def chance(finding):
    """A fixed order that has nothing to do with the rules."""
    return hashlib.sha256("\0".join(map(str, key(finding))).encode()).digest()


def excerpt(finding, context):
    try:
        lines = Path(finding["path"]).read_text(errors="replace").splitlines()
    except OSError:
        return ""
    first, last = max(0, finding["line"] - 1 - context), min(len(lines), finding["line"] + context)
    return "\n".join(f"    {'>' if at == finding['line'] - 1 else ' '} {lines[at].rstrip()[:150]}" for at in range(first, last))


def show(finding, context):
    print(f"\n{finding['severity']}[{finding['rule']}] {finding['path']}:{finding['line']} ({finding['board']})")
    print(excerpt(finding, context))
    print(f"    {finding['message']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--boardwise", default="target/debug/boardwise")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--context", type=int, default=0, help="lines shown before and after")
    parser.add_argument("--rule")
    parser.add_argument("--severity", choices=["error", "warning", "hint"])
    parser.add_argument("--jobs", type=int, default=2, help="checks at a time")
    parser.add_argument("--save")
    parser.add_argument("--against")
    arguments = parser.parse_args()

    folders = [Path(folder) for folder in arguments.folders]
    if arguments.each:
        folders = sorted(inner for folder in folders for inner in folder.iterdir() if inner.is_dir())
    findings, sources = [], []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for report in pool.map(lambda folder: check(arguments.boardwise, folder), folders):
            findings += report["findings"]
            sources += report["sources"]

    own = [source for source in sources if not is_library(source["path"])]
    known = [source for source in own if source["boards"]]
    judged = {source["path"] for source in known}
    # The same finding for several boards is one.
    findings = list({key(finding): finding for finding in findings if finding["path"] in judged}.values())
    if arguments.save:
        Path(arguments.save).write_text(json.dumps(findings))

    if not arguments.rule:
        named = {name for source in own for name in source["named"]}
        boards = {board for source in known for board in source["boards"]}
        unknown = Counter(name for source in own if source["named"] and not source["boards"] for name in set(source["named"]))
        print(f"{len(folders)} folders, {len(sources)} files, {len(own)} of them own sources")
        print(f"{len(known)} own sources with a known board ({sum(is_program(source['path']) for source in known)} programs), "
              f"{sum(bool(source['named']) and not source['boards'] for source in own)} with an unknown one, "
              f"{sum(not source['named'] for source in own)} without any")
        print(f"{len(named)} names of boards, {len(boards)} boards judged for; unknown: {', '.join(f'{name} ({count})' for name, count in unknown.most_common(12)) or 'none'}")
        total = Counter(finding["severity"] for finding in findings)
        print(f"{total['error']} errors, {total['warning']} warnings, {total['hint']} hints\n")
        print("| rule | errors | warnings | hints | files |\n| --- | --- | --- | --- | --- |")
        by_rule = defaultdict(list)
        for finding in findings:
            by_rule[finding["rule"]].append(finding)
        for rule, found in sorted(by_rule.items()):
            counts = Counter(finding["severity"] for finding in found)
            print(f"| {rule} | {counts['error']} | {counts['warning']} | {counts['hint']} | {len({finding['path'] for finding in found})} |")

    if arguments.against:
        before = {key(finding): finding for finding in json.loads(Path(arguments.against).read_text())}
        now = {key(finding): finding for finding in findings}
        for title, chosen in [("NEW", now.keys() - before.keys()), ("GONE", before.keys() - now.keys())]:
            print(f"\n{title}: {len(chosen)}")
            for one in sorted(chosen):
                show(now.get(one) or before[one], arguments.context)
        return
    groups = defaultdict(list)
    for finding in findings:
        groups[finding["rule"], finding["severity"]].append(finding)
    for (rule, severity), found in sorted(groups.items()):
        if arguments.rule not in (None, rule) or arguments.severity not in (None, severity) or not (arguments.sample or arguments.rule):
            continue
        for finding in sorted(found, key=chance)[: arguments.sample or None]:
            show(finding, arguments.context)


if __name__ == "__main__":
    main()
