#!/usr/bin/env python3
"""Asks `boardwise generate` for the 200 programs of phrasings.jsonl and checks what comes.

    python3 tests/eval/generate/run.py                 the table; builds the release binary if there is none
    python3 tests/eval/generate/run.py --no-model      recipes and tables alone
    python3 tests/eval/generate/run.py --failures      each request that fails, and why
    python3 tests/eval/generate/run.py --write         writes the table to results.md

A request passes when everything holds: it is refused if and only if it must be, every name that it
must call or have is in the program and no other that it must not, the pins are those asked for, `boardwise`
finds no error in it, and the compiler at hand accepts it (avr-g++ with the real core, mpy-cross, g++
against headers from our tables, as in tests/oracles).
"""

import json
import re
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


def main():
    cases = [json.loads(line) for line in (HERE / "phrasings.jsonl").read_text().splitlines()]
    judges = oracles.available()
    passed, kinds, failures = Counter(), Counter(), []
    results = answers(cases)
    for case, answer in zip(cases, results, strict=True):
        group = "refuse" if case["refuse"] else case["lang"]
        kinds[group] += 1
        why = complaints(case, answer, judges)
        if why:
            failures.append((case, why))
        else:
            passed[group] += 1
    total, good = len(cases), sum(passed.values())
    reasons = Counter(why[0].split(":")[0] for _, why in failures)
    answered = [answer for answer in results if "code" in answer]
    model = sum(answer["path"] == "model" for answer in answered)
    compose = [answer["timing_ms"]["compose"] for answer in results]
    whole = [answer["timing_ms"]["total"] for answer in results]
    lines = ["| requests | number | pass | share |", "| --- | ---: | ---: | ---: |"]
    for group, label in (("arduino", "Arduino"), ("micropython", "MicroPython"), ("refuse", "to be refused")):
        lines.append(f"| {label} | {kinds[group]} | {passed[group]} | {100 * passed[group] / kinds[group]:.1f} % |")
    lines.append(f"| all | {total} | {good} | {100 * good / total:.1f} % |")
    lines += ["", "First reason of those that fail: " + (", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "none") + "."]
    lines.append(f"Compilers at hand: {', '.join(sorted(judges)) or 'none'}. Worded by the model: {model} of {len(answered)} programs.")
    lines.append("")
    lines.append(f"Recipes and tables alone: median {percentile(compose, 0.5):.1f} ms, 95th percentile {percentile(compose, 0.95):.1f} ms, most {max(compose):.1f} ms.")
    lines.append(f"To the result: median {percentile(whole, 0.5):.0f} ms, 95th percentile {percentile(whole, 0.95):.0f} ms.")
    table = "\n".join(lines)
    print(table)
    if "--failures" in sys.argv:
        for case, why in failures:
            print(f"\n{case['id']} {case['board']} {case['lang']}: {case['task']}")
            for reason in why:
                print(f"    {reason}")
    if "--write" in sys.argv:
        page = HERE / "results.md"
        head = page.read_text().split("<!-- table -->")[0] if page.exists() else "# 200 requests\n\n"
        page.write_text(f"{head}<!-- table -->\n{table}\n")
    return 0 if good / total >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
