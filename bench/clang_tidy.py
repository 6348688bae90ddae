#!/usr/bin/env python3
"""Checks one generated project with `boardwise check` and with clang-tidy, side by side, and prints the ratio.

    cargo build --release --bin boardwise
    python3 bench/clang_tidy.py --boardwise target/release/boardwise

Both read the same files, one after the other, on one core (taskset), in one run. The files are
plain C++ over a small stand-in for Arduino.h that is written beside them, so that clang-tidy
parses them without a toolchain; a real core's headers would only add to its time.
Needs: clang-tidy (Debian: apt-get install clang-tidy).
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STAND_IN = """#pragma once
#include <stdint.h>
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define INPUT_PULLUP 2
void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t value);
int digitalRead(uint8_t pin);
int analogRead(uint8_t pin);
unsigned long millis();
void delay(unsigned long milliseconds);
"""

AVR = "/usr/share/arduino/hardware/arduino/avr"
CORE = [
    "--target=avr", "-mmcu=atmega328p", "-DF_CPU=16000000L", "-DARDUINO=10819", "-DARDUINO_AVR_UNO", "-DARDUINO_ARCH_AVR",
    f"-I{AVR}/cores/arduino", f"-I{AVR}/variants/standard", "-I/usr/lib/avr/include",
]


def module(number: int) -> tuple[str, str]:
    """Header and source of one module of the project."""
    header = f"#pragma once\nvoid begin{number}();\nvoid step{number}(int level);\n"
    functions = "".join(
        f"static int level{part} = 0;\n\n"
        f"static void work{part}(int value) {{\n"
        f"  if (value > level{part}) {{\n    level{part} = value;\n    digitalWrite(LED, HIGH);\n  }} else {{\n"
        f"    digitalWrite(LED, LOW);\n  }}\n  for (int i = 0; i < value; i++) {{\n    delay(i);\n  }}\n}}\n\n"
        for part in range(5)
    )
    calls = "".join(f"  work{part}(level + {part});\n" for part in range(5))
    source = (
        f'#include <Arduino.h>\n#include "module{number}.h"\n\nstatic const int LED = {4 + number % 9};\n\n{functions}'
        f"void begin{number}() {{\n  pinMode(LED, OUTPUT);\n}}\n\nvoid step{number}(int level) {{\n{calls}}}\n"
    )
    return header, source


def write_project(folder: Path, n_modules: int) -> list[Path]:
    """Writes the project; returns its sources."""
    (folder / "src").mkdir()
    (folder / "stand-in").mkdir()
    (folder / "stand-in" / "Arduino.h").write_text(STAND_IN)
    (folder / "platformio.ini").write_text("[env:uno]\nplatform = atmelavr\nboard = uno\nframework = arduino\n")
    sources = []
    for number in range(n_modules):
        header, source = module(number)
        (folder / "src" / f"module{number}.h").write_text(header)
        path = folder / "src" / f"module{number}.cpp"
        path.write_text(source)
        sources.append(path)
    return sources


def seconds(command: list[str], repeats: int) -> float:
    """Median wall time of a command on one core."""
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        run = subprocess.run(pinned, capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - started)
        if run.returncode not in (0, 1):
            sys.exit(f"{command[0]} failed: {run.stderr.strip()[:400]}")
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardwise", default="target/release/boardwise", help="the program to measure")
    parser.add_argument("--modules", type=int, default=50, help="modules of the project: a header and a source each")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--core", action="store_true", help="with the headers of Debian's arduino-core-avr instead of the stand-in")
    arguments = parser.parse_args()
    if shutil.which("clang-tidy") is None:
        sys.exit("clang-tidy is not installed (Debian: apt-get install clang-tidy)")
    boardwise = str(Path(arguments.boardwise).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = write_project(folder, arguments.modules)
        ours = seconds([boardwise, "check", str(folder / "src"), "--format", "json"], arguments.repeats)
        flags = ["-xc++", "-std=gnu++17", f"-I{folder / 'src'}", *(CORE if arguments.core else [f"-I{folder / 'stand-in'}"])]
        theirs = seconds(["clang-tidy", "--quiet", *map(str, sources), "--", *flags], arguments.repeats)
        lines = sum(path.read_text().count("\n") for path in sources)
    result = {
        "files": len(sources),
        "lines": lines,
        "boardwise_s": round(ours, 4),
        "clang_tidy_s": round(theirs, 3),
        "ratio": round(theirs / ours, 1),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
