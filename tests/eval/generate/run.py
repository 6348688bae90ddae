#!/usr/bin/env python3
"""Asks `boardwise generate` for the programs of first.jsonl, second.jsonl, … and checks what comes.

    python3 tests/eval/generate/run.py                 the table; builds the release binary if there is none
    python3 tests/eval/generate/run.py --no-model      recipes and tables alone
    python3 tests/eval/generate/run.py --set=second    one set (more of them, if given again)
    python3 tests/eval/generate/run.py --every=5       each fifth request
    python3 tests/eval/generate/run.py --least=0.8     the share of all that must pass; 0.9 otherwise
    python3 tests/eval/generate/run.py --failures      each request that fails, and why
    python3 tests/eval/generate/run.py --write         writes the table to results.md

A request passes when everything holds: it is refused if and only if it must be, every name that it
must call or have is in the program and no other that it must not, the pins are those asked for, `boardwise`
finds no error in it, and the compiler at hand accepts it (avr-g++ with the real core, mpy-cross, g++
against headers from our tables, as in tests/oracles).
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracles"))
import run as oracles  # noqa: E402


def binary():
    given = [argument.removeprefix("--binary=") for argument in sys.argv if argument.startswith("--binary=")]
    if given:
        return given[0]
    built = ROOT / "target" / "release" / "boardwise"
    if not built.exists():
        subprocess.run(["cargo", "build", "--release", "--bin", "boardwise"], cwd=ROOT, check=True)
    return str(built)


def answers(cases):
    command = [binary(), "generate", "--batch", *(["--no-model"] if "--no-model" in sys.argv else [])]
    lines = "".join(json.dumps({key: case[key] for key in ("id", "task", "board", "lang")}) + "\n" for case in cases)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def complaints(case, answer, judges):
    """Why the answer is not what was asked for; empty if it is."""
    refused = answer.get("refused")
    if case["refuse"]:
        if not refused:
            return ["refusal: it must be refused, but " + ", ".join(answer["recipes"]) + " came"]
        return [] if refused["reason"] and refused["alternative"] else ["refusal: no reason or no alternative"]
    if refused:
        return [f"refusal: {refused['reason']}"]
    found = []
    code = answer["code"]
    for pattern in case["must"]:
        if not re.search(pattern, code):
            found.append(f"calls: no {pattern} ({', '.join(answer['recipes'])})")
    for pattern in case["must_not"]:
        if re.search(pattern, code):
            found.append(f"calls: {pattern} is there")
    used = {pin["pin"] for pin in answer["pins"]}
    found += [f"pins: {pin} is not used ({sorted(used)})" for pin in case["pins"] if pin not in used]
    if answer["syntax_errors"] or any(finding["severity"] == "error" for finding in answer["findings"]):
        found.append("check: an error")
    found += compiled(case, answer, judges)
    return found


def compiled(case, answer, judges):
    name = "python" if case["lang"] == "micropython" else "avr" if case["board"] in oracles.AVR else "stubs"
    if name not in judges:
        return []
    program = SimpleNamespace(board=case["board"], runtime=None, text=answer["code"])
    with tempfile.TemporaryDirectory() as folder:
        judge = compile_avr if name == "avr" else judges[name]
        accepted, said = judge(program, Path(folder))
    first = next((line for line in said.splitlines() if "error" in line.lower()), said.strip()[:160])
    return [] if accepted else [f"compiler: {first}"]


def compile_avr(program, folder):
    """The real core; libraries that Debian does not package are stand-ins with their base classes."""
    chip, variant, macro = oracles.AVR[program.board]
    roots = [oracles.CORE / "cores/arduino", oracles.CORE / "variants" / variant, *oracles.CORE.glob("libraries/*/src")]
    libc = [Path("/usr/lib/avr/include"), *Path("/usr/lib/gcc/avr").glob("*/include")]
    headers = re.findall(r"#\s*include\s*<([^>]+)>", program.text)
    missing = [header for header in headers if not any((root / header).exists() for root in [*roots, *libc])]
    if missing:
        oracles.stubs.write_libraries(folder / "libraries", missing, program.text)
    source = folder / "sketch.cpp"
    source.write_text("#include <Arduino.h>\n#line 1\n" + program.text)
    flags = ["-fsyntax-only", "-w", "-std=gnu++11", "-fpermissive", f"-mmcu={chip}", "-DF_CPU=16000000L", "-DARDUINO=10819", f"-DARDUINO_{macro}"]
    flags += ["-DARDUINO_ARCH_AVR", "-DUSB_VID=0x2341", "-DUSB_PID=0x8036", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
    return oracles.run(["avr-g++", *flags, *(f"-I{root}" for root in [*roots, folder / "libraries"]), str(source)])


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def chosen(flag):
    return [argument.removeprefix(flag) for argument in sys.argv if argument.startswith(flag)]


SETS = ("first", "second", "third", "fourth")
GROUPS = {"arduino": "Arduino", "micropython": "MicroPython", "refuse": "to be refused"}


def main():
    sets = [name for name in chosen("--set=") or SETS if (HERE / f"{name}.jsonl").exists()]
    every = int((chosen("--every=") or ["1"])[0])
    judges = oracles.available()
    lines = ["| set | requests | number | pass | share |", "| --- | --- | ---: | ---: | ---: |"]
    failures, results, n_passed, processor = [], [], 0, 0.0
    for name in sets:
        cases = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text().splitlines()][::every]
        number, passed = Counter(), Counter()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        answered = answers(cases)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        results += answered
        for case, answer in zip(cases, answered, strict=True):
            group = "refuse" if case["refuse"] else case["lang"]
            why = complaints(case, answer, judges)
            number[group] += 1
            passed[group] += not why
            if why:
                failures.append((name, case, why))
        for group, label in GROUPS.items():
            if number[group]:
                lines.append(f"| {name} | {label} | {number[group]} | {passed[group]} | {100 * passed[group] / number[group]:.1f} % |")
        total, good = sum(number.values()), sum(passed.values())
        n_passed += good
        lines.append(f"| {name} | all | {total} | {good} | {100 * good / total:.1f} % |")
    reasons = Counter(why[0].split(":")[0] for _, _, why in failures)
    programs = [answer for answer in results if "code" in answer]
    paths = Counter(answer["path"] for answer in programs)
    compose = [answer["timing_ms"]["compose"] for answer in results]
    whole = [answer["timing_ms"]["total"] for answer in results]
    lines += ["", "First reason of those that fail: " + (", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "none") + "."]
    lines.append(f"Compilers at hand: {', '.join(sorted(judges)) or 'none'}. With something of the model's: {paths['model']} of {len(programs)} programs.")
    lines.append("")
    lines.append(f"Recipes and tables alone: median {percentile(compose, 0.5):.1f} ms, 95th percentile {percentile(compose, 0.95):.1f} ms, most {max(compose):.1f} ms.")
    lines.append(f"To the result: median {percentile(whole, 0.5):.0f} ms, 95th percentile {percentile(whole, 0.95):.0f} ms.")
    what = "recipes and tables" if "--no-model" in sys.argv else "everything, the recipes and tables twice"
    lines.append(f"Processor time of {what}, start of the program and report included: {1000 * processor / len(results):.0f} ms for each request.")
    table = "\n".join(lines)
    print(table)
    if "--failures" in sys.argv:
        for name, case, why in failures:
            print(f"\n{name} {case['id']} {case['board']} {case['lang']}: {case['task']}")
            for reason in why:
                print(f"    {reason}")
    if "--write" in sys.argv:
        page = HERE / "results.md"
        head = page.read_text().split("<!-- table -->")[0]
        page.write_text(f"{head}<!-- table -->\n{table}\n")
    return 0 if n_passed / len(results) >= float((chosen("--least=") or ["0.9"])[0]) else 1


if __name__ == "__main__":
    sys.exit(main())
