#!/usr/bin/env python3
"""Compiles and runs what `boardwise generate` writes for the recipes, and compares what happens with
what each recipe says (`expect.toml`).

    python3 tests/oracles/recipes.py                     every recipe, one board of each family
    python3 tests/oracles/recipes.py --all               every recipe, every board, every core version
    python3 tests/oracles/recipes.py blink-led fade-led  these recipes only

AVR: avr-gcc compiles and links; simavr runs the program. MicroPython: mpy-cross compiles; the real
interpreter (WebAssembly) runs it against recording stand-ins in virtual time. Other C++: `g++
-fsyntax-only` against headers written from boards/data for that version of the core.
"""

import argparse
import csv
import functools
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import run as golden  # noqa: E402
import stubs  # noqa: E402

ROOT = HERE.parents[1]
WORK = ROOT / ".work" / "oracles"
RECIPES = ROOT / "corpus" / "recipes"
CORE = golden.CORE
# One of each family and language; the ESP32 under both versions of its core.
FAST = {"uno", "esp32dev", "nodemcuv2", "rpipicow"}
# In C++, these libraries come with the AVR core and are compiled; all others are stand-ins.
REAL = ("EEPROM", "HID", "SPI", "SoftwareSerial", "Wire")
AVR_FLAGS = ["-g", "-Os", "-w", "-std=gnu++11", "-fpermissive", "-fno-exceptions", "-ffunction-sections", "-fdata-sections", "-fno-threadsafe-statics"]
ASSERTIONS = {"out", "sent", "toggles", "edges", "level", "pwm", "calls"}
KNOWN = ASSERTIONS | {"ms", "inputs", "adc", "i2c", "spi", "serial", "uart", "stdin", "silent", "unjudged", "world"}
# Compare-match outputs of the ATmega328P: pin → control register, shift of its mode bits, waveform register, compare register.
PWM_328P = {"D6": (0x44, 6, 0x44, 0x47), "D5": (0x44, 4, 0x44, 0x48), "B1": (0x80, 6, 0x80, 0x88), "B2": (0x80, 4, 0x80, 0x8A), "B3": (0xB0, 6, 0xB0, 0xB3), "D3": (0xB0, 4, 0xB0, 0xB4)}


class Program:
    """A generated program: where it is, what for, and what its recipe expects."""

    def __init__(self, path):
        self.path = path
        self.recipe = path.parent.name
        self.board = path.parent.parent.name
        self.runtime = path.parent.parent.parent.name
        self.text = path.read_text()
        self.language = "micropython" if path.suffix == ".py" else "arduino"
        self.must_fail = False
        holes = [pin["name"] for pin in recipe_of(self.recipe)["recipe"].get("pin", ())]
        self.pins = dict(zip(holes, json.loads((path.parent / "pins.json").read_text())))
        self.expect = expectation(self.recipe, self.language)

    @property
    def judge(self):
        return "micropython" if self.language == "micropython" else "avr" if self.board in golden.AVR else "stubs"

    @property
    def name(self):
        return f"{self.recipe} on {self.board}, {self.runtime}"

    def filled(self, text):
        return re.sub(r"\{(\w+)\}", lambda hole: str(self.pins[hole[1]]), text)


@functools.cache
def recipe_of(name):
    folder = RECIPES / name
    expect = folder / "expect.toml"
    return {
        "recipe": tomllib.loads((folder / "recipe.toml").read_text()),
        "expect": tomllib.loads(expect.read_text()) if expect.exists() else None,
    }


def expectation(name, language):
    """What the recipe expects in this language: what it says for both, with what it says for this one."""
    expect = recipe_of(name)["expect"]
    if expect is None:
        return None
    both = {key: value for key, value in expect.items() if key not in ("arduino", "micropython")}
    merged = both | expect.get(language, {})
    unknown = set(merged) - KNOWN
    if unknown:
        raise SystemExit(f"corpus/recipes/{name}/expect.toml: unknown {', '.join(sorted(unknown))}")
    if "silent" in expect.get(language, {}):
        merged = {key: value for key, value in merged.items() if key not in ASSERTIONS}
    return merged


# What a run must show.


def judged(program, seen):
    """What is missing of what the recipe expects. `seen`: out, sent, edges {pin: [[ms, level]]}, counts {pin: n}, pwm {pin}, calls."""
    expect, wrong = program.expect, []
    for text in expect.get("out", ()):
        if seen["out"] is not None and text not in seen["out"]:
            wrong.append(f"does not print {text!r} but {seen['out'][:160]!r}")
    for hole, step in expect.get("toggles", {}).items():
        times = [at for at, _ in seen["edges"].get(program.pins[hole], ())]
        steps = [after - before for before, after in zip(times[1:], times[2:])]
        mean = sum(steps) / len(steps) if steps else 0
        if not steps or abs(mean - step) > max(2, step * 0.05):
            wrong.append(f"pin {program.pins[hole]} ({hole}) changes every {mean:.1f} ms ({len(times)} times), not every {step} ms")
    for hole, least in expect.get("edges", {}).items():
        least, most = least if isinstance(least, list) else (least, None)
        count = seen["counts"].get(program.pins[hole], 0)
        if count < least or most is not None and count > most:
            wrong.append(f"pin {program.pins[hole]} ({hole}) changes {count} times, not {least}{'' if most is None else f' to {most}'}")
    for hole, level in expect.get("level", {}).items():
        edges = seen["edges"].get(program.pins[hole]) or [[0, 0]]
        if edges[-1][1] != level:
            wrong.append(f"pin {program.pins[hole]} ({hole}) ends at level {edges[-1][1]}, not {level}")
    for hole in expect.get("pwm", ()):
        if seen["pwm"] is not None and program.pins[hole] not in seen["pwm"]:
            wrong.append(f"pin {program.pins[hole]} ({hole}) has no PWM")
    for call in expect.get("calls", ()):
        call = program.filled(call)
        if seen["calls"] is not None and not any(known.startswith(call) for known in seen["calls"]):
            near = [known for known in seen["calls"] if known.split(" ")[0] == call.split(" ")[0]][:4]
            wrong.append(f"never calls {call!r}" + (f", but {near}" if near else ""))
    for text in expect.get("sent", ()):
        if seen["sent"] is not None and text not in seen["sent"]:
            wrong.append(f"does not send {text!r} but {seen['sent'][:160]!r}")
    return wrong


def unobserved(program):
    """Complains about a recipe that neither says what can be seen nor that nothing can."""
    if program.expect is None:
        return ["there is no expect.toml"]
    if not ASSERTIONS & set(program.expect) and "silent" not in program.expect:
        return [f"expect.toml says neither what {program.language} shows nor, by `silent`, why nothing can be seen"]
    return []


# AVR.


@functools.cache
def chip_pins(board):
    """Pin number → (pin of the chip such as `B5`, analog channel)."""
    chip = tomllib.loads((stubs.DATA / "boards" / board / "board.toml").read_text())["chip"]
    rows = lambda path: csv.DictReader(line for line in path.open() if not line.startswith("#"))
    analog = {row["pin"]: row["adc"] for row in rows(stubs.DATA / "chips" / chip / "pins.csv")}
    found = {}
    for row in rows(stubs.DATA / "boards" / board / "pins.csv"):
        if row["number"]:
            channel = re.search(r"\d+$", analog.get(row["pin"]) or "")
            found[int(row["number"])] = (row["pin"].removeprefix("P"), int(channel[0]) if channel else None)
    return found


@functools.cache
def avr_core(board):
    """Flags, include folders, and the compiled core with its libraries."""
    chip, variant, macro = golden.AVR[board]
    flags = [f"-mmcu={chip}", "-DF_CPU=16000000L", "-DARDUINO=10819", f"-DARDUINO_{macro}", "-DARDUINO_ARCH_AVR", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
    flags += ["-DUSB_VID=0x2341", "-DUSB_PID=0x8036", '-DUSB_MANUFACTURER="x"', '-DUSB_PRODUCT="x"']
    includes = [f"-I{folder}" for folder in (CORE / "cores/arduino", CORE / "variants" / variant, *(CORE / "libraries" / name / "src" for name in REAL))]
    folder = WORK / "avr" / board
    archive = folder / "core.a"
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        objects = []
        sources = [path for name in REAL for path in (CORE / "libraries" / name / "src").rglob("*")]
        for source in sorted([*(CORE / "cores/arduino").glob("*"), *sources]):
            tool = {".c": ["avr-gcc", "-std=gnu11"], ".cpp": ["avr-g++", *AVR_FLAGS], ".S": ["avr-gcc", "-x", "assembler-with-cpp"]}.get(source.suffix)
            if tool:
                objects.append(folder / f"{source.parent.name}_{source.name}.o")
                subprocess.run([*tool, "-Os", "-w", "-ffunction-sections", "-fdata-sections", "-c", *flags, *includes, str(source), "-o", str(objects[-1])], check=True)
        subprocess.run(["avr-gcc-ar", "rcs", str(archive), *map(str, objects)], check=True)
    return flags, includes, archive


@functools.cache
def simulator():
    tool = WORK / "simulate"
    source = HERE / "avr" / "simulate.c"
    if not tool.exists() or tool.stat().st_mtime < source.stat().st_mtime:
        tool.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["cc", "-O2", str(source), "-o", str(tool), "-lsimavr", "-lelf"], capture_output=True, text=True)
        if done.returncode:
            return None
    return tool


def judge_avr(program, folder):
    flags, includes, archive = avr_core(program.board)
    present = {header.name for name in REAL for header in (CORE / "libraries" / name / "src").glob("*.h")}
    present |= {header.name for header in (CORE / "cores/arduino").glob("*.h")}
    headers = [header for header in re.findall(r"#\s*include\s*<([^>]+)>", program.text) if header not in present and not in_avr_libc(header)]
    libraries = []
    if headers:
        stubs.write_libraries(folder / "libraries", headers, program.text)
        libraries = [f"-I{folder / 'libraries'}"]
    source, elf = folder / "sketch.cpp", folder / "sketch.elf"
    text = stubs.without_template_arguments(program.text) if headers else program.text
    source.write_text("#include <Arduino.h>\n#line 1\n" + text)
    command = ["avr-g++", *AVR_FLAGS, *flags, *includes, *libraries, str(source), str(archive), "-Wl,--gc-sections", "-lm", "-o", str(elf)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return [next((line for line in done.stderr.splitlines() if "error" in line or "undefined" in line or "overflow" in line), done.stderr[:300])]
    complaints = unobserved(program)
    if complaints or not ASSERTIONS & set(program.expect):
        return complaints
    return simulate(program, elf)


def in_avr_libc(header):
    return any((root / header).exists() for root in (Path("/usr/lib/avr/include"), Path("/usr/lib/gcc/avr/5.4.0/include")))


def simulate(program, elf):
    if simulator() is None:
        return []
    expect, at = program.expect, chip_pins(program.board)
    options = []
    for pin in recipe_of(program.recipe)["recipe"].get("pin", ()):
        if pin["capability"] in ("input_pull_up", "interrupt"):
            options += ["-i", f"{at[program.pins[pin['name']]][0]}=1@0"]
    for text in expect.get("inputs", ()):
        hole, level, when = re.fullmatch(r"(\w+) ([01]) @(\d+)", text).groups()
        options += ["-i", f"{at[program.pins[hole]][0]}={level}@{when}"]
    for hole, millivolts in expect.get("adc", {}).items():
        if isinstance(millivolts, list):
            millivolts = millivolts[-1][1]
        options += ["-a", f"{at[program.pins[hole]][1]}={millivolts}"]
    for address, text in expect.get("i2c", {}).items():
        address = address.removeprefix("0x")
        if text.startswith("stream:"):
            options += ["-T", f"{address}:{text[7:]}"]
        else:
            options += ["-t", f"{address}:" + ",".join(part.replace(":", "=") for part in text.split())]
    for text in expect.get("serial", ()):
        options += ["-u", "0:" + hexed(text)]
    if "spi" in expect:
        options += ["-s", expect["spi"]]
    chip = golden.AVR[program.board][0]
    done = subprocess.run([str(simulator()), chip, "16000000", str(elf), str(expect.get("ms", 2000)), *options], capture_output=True, text=True, timeout=120)
    if done.returncode:
        return ["simavr: " + done.stderr.strip()]
    seen = json.loads(done.stdout)
    if seen["crashed"]:
        return ["simavr: the program crashed"]
    numbers = {chip_pin: number for number, (chip_pin, _) in at.items()}
    edges = {numbers[name]: pin["edges"] for name, pin in seen["pins"].items() if name in numbers}
    counts = {numbers[name]: pin["count"] for name, pin in seen["pins"].items() if name in numbers}
    pwm = None
    if chip == "atmega328p":
        registers = bytes.fromhex(seen["registers"])
        on = {name for name, (control, shift, waveform, _) in PWM_328P.items() if registers[control] >> shift & 2 and registers[waveform] & 3}
        pwm = {numbers[name] for name in on if name in numbers} | {pin for pin, count in counts.items() if count > 8}
    has_uart = chip != "atmega32u4"  # Its Serial is the USB port, which simavr does not attach.
    return judged(program, {"out": seen["uart"][0] if has_uart else None, "sent": None, "edges": edges, "counts": counts, "pwm": pwm, "calls": None})


def hexed(text):
    """`on\\n @500` → `6f6e0a@500`."""
    data, _, when = text.rpartition(" @")
    return data.encode().hex() + "@" + when


# MicroPython.


def judge_micropython(program, folder):
    compiles, errors = golden.compile_python(program, folder)
    if not compiles:
        return [errors.strip().splitlines()[-1]]
    complaints = unobserved(program)
    return complaints


def world_of(program):
    """What the program meets: see micropython/modules/world.py."""
    expect = program.expect
    chip = tomllib.loads((stubs.DATA / "boards" / program.board / "board.toml").read_text())["chip"]
    world = {"chip": chip, "ms": expect.get("ms", 2000), "inputs": [], "adc": {}, "i2c": expect.get("i2c", {}), "stdin": [], "uart": []}
    for text in expect.get("inputs", ()):
        hole, level, when = re.fullmatch(r"(\w+) ([01]) @(\d+)", text).groups()
        world["inputs"].append([program.pins[hole], int(level), int(when)])
    for hole, millivolts in expect.get("adc", {}).items():
        scaled = [[at, level * 33 // 50] for at, level in millivolts] if isinstance(millivolts, list) else millivolts * 33 // 50
        world["adc"][str(program.pins[hole])] = scaled
        if chip == "esp8266":
            world["adc"]["*"] = scaled
    for text in expect.get("serial", ()):
        data, _, when = text.rpartition(" @")
        world["stdin"].append([data, int(when)])
    for text in expect.get("uart", ()):
        data, _, when = text.rpartition(" @")
        world["uart"].append([data if re.fullmatch("([0-9a-f]{2})+", data) else data.encode().hex(), int(when)])
    if "spi" in expect:
        world["spi"] = expect["spi"]
    return world | expect.get("world", {})


def run_micropython(programs, report):
    """Runs programs, and reports what each did wrong."""
    packages = WORK / "node_modules"
    if not packages.is_dir() or not shutil.which("node"):
        print(f"MicroPython programs are compiled but not run: npm install --prefix {WORK} @micropython/micropython-webassembly-pyscript@1.27.0")
        return
    waiting = {str(index): program for index, program in enumerate(programs) if program.expect is not None}
    while waiting:
        jobs = "".join(json.dumps({"id": id, "file": str(program.path), "world": world_of(program)}) + "\n" for id, program in waiting.items())
        process = subprocess.Popen(["node", str(HERE / "micropython" / "run.mjs"), str(packages)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ThreadPoolExecutor(1).submit(lambda: (process.stdin.write(jobs), process.stdin.close()))
        import select as poller

        while waiting:
            # One program takes a fraction of a second; one that neither sleeps nor looks at the clock never ends.
            if not poller.select([process.stdout], [], [], 60)[0]:
                id = next(iter(waiting))
                report(waiting.pop(id), ["does not end: a loop that neither sleeps nor looks at the clock"])
                break
            line = process.stdout.readline()
            if not line:
                id = next(iter(waiting))
                report(waiting.pop(id), ["the interpreter died"])
                break
            result = json.loads(line)
            program = waiting.pop(result["id"])
            report(program, ran(program, result))
        process.kill()
        process.wait()


def ran(program, result):
    if result["error"]:
        return [result["error"].replace("\n", " | ")]
    edges = {int(pin): changes for pin, changes in result["edges"].items() if pin.lstrip("-").isdigit()}
    named = {pin: changes for pin, changes in result["edges"].items() if not pin.lstrip("-").isdigit()}
    for hole, number in program.pins.items():
        # A pin that only a name reaches ("LED").
        if number not in edges and "LED" in named:
            edges[number] = named["LED"]
    counts = {pin: len(changes) for pin, changes in edges.items()}
    pwm = {int(call.split(" ")[1]) for call in result["calls"] if call.startswith("PWM.duty") and call.split(" ")[1].isdigit()}
    return judged(program, {"out": "\n".join(result["out"]) + "\n", "sent": result["sent"], "edges": edges, "counts": counts, "pwm": pwm, "calls": result["calls"]})


# C++ for other chips.


def judge_stubs(program, folder):
    if program.expect and "unjudged" in program.expect:
        return []  # The recipe says why these headers cannot judge it; the count is printed at the end.
    compiles, errors = golden.compile_stubs(program, folder)
    return [] if compiles else [next((line for line in errors.splitlines() if "error" in line), errors[:300])]


JUDGES = {"avr": judge_avr, "micropython": judge_micropython, "stubs": judge_stubs}


def fingerprint(program):
    """Everything that a verdict depends on."""
    digest = hashlib.sha256(tools_fingerprint())
    digest.update(json.dumps([program.text, program.expect, program.pins, program.board, program.runtime], sort_keys=True).encode())
    if program.judge != "micropython":
        digest.update(tables_fingerprint())
    return digest.hexdigest()


@functools.cache
def tools_fingerprint():
    files = sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix in (".py", ".mjs", ".c"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


@functools.cache
def tables_fingerprint():
    files = sorted(path for path in stubs.DATA.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", help="names of recipes")
    parser.add_argument("--all", action="store_true", help="every board")
    parser.add_argument("--judge", choices=JUDGES, action="append", help="this judge only")
    parser.add_argument("--again", action="store_true", help="also what passed before, unchanged")
    parser.add_argument("--programs", type=Path, help="programs that write_recipes has written; otherwise it is run")
    options = parser.parse_args()
    folder = options.programs or write_programs([] if options.all else sorted(FAST))
    programs = [Program(path) for path in sorted([*folder.glob("*/*/*/*.ino"), *folder.glob("*/*/*/*.py")])]
    programs = [program for program in programs if not options.recipes or program.recipe in options.recipes]
    programs = [program for program in programs if options.all or program.board in FAST]
    programs = [program for program in programs if not options.judge or program.judge in options.judge]
    available = {"avr": shutil.which("avr-g++") and CORE.is_dir(), "stubs": shutil.which("g++"), "micropython": "python" in golden.available()}
    for judge in sorted({program.judge for program in programs}):
        if not available[judge]:
            print(f"{judge}: skipped, its tools are not installed")
    programs = [program for program in programs if available[program.judge]]

    WORK.mkdir(parents=True, exist_ok=True)
    ledger = WORK / "passed"
    passed = set(ledger.read_text().split()) if ledger.exists() and not options.again else set()
    counts, wrong = Counter(), defaultdict(list)
    fresh = []
    for program in programs:
        counts[program.judge, "programs"] += 1
        if fingerprint(program) in passed:
            counts[program.judge, "right"] += 1
        else:
            fresh.append(program)

    def compile_one(program):
        with tempfile.TemporaryDirectory() as work:
            try:
                return JUDGES[program.judge](program, Path(work))
            except subprocess.TimeoutExpired:
                return ["the simulator does not come to an end"]

    runnable = []

    def report(program, complaints):
        if complaints:
            wrong[program.recipe].append((program, complaints))
            print(f"{program.name}: {'; '.join(complaints)}", flush=True)
        else:
            counts[program.judge, "right"] += 1
            passed.add(fingerprint(program))
            if len(passed) % 100 == 0:
                ledger.write_text("\n".join(sorted(passed)) + "\n")

    # Before the workers start: a tool that one of them still writes cannot be run by another.
    for board in sorted({program.board for program in fresh if program.judge == "avr"}):
        simulator()
        avr_core(board)
    with ThreadPoolExecutor(2) as workers:
        for program, complaints in zip(fresh, workers.map(compile_one, fresh)):
            if program.judge == "micropython" and not complaints and ASSERTIONS & set(program.expect):
                runnable.append(program)
            else:
                report(program, complaints)
    run_micropython(runnable, report)
    ledger.write_text("\n".join(sorted(passed)) + "\n")
    for judge in JUDGES:
        if counts[judge, "programs"]:
            print(f"{judge}: {counts[judge, 'right']} of {counts[judge, 'programs']} programs pass")
    unjudged = sorted({program.recipe for program in programs if program.judge == "stubs" and program.expect and "unjudged" in program.expect})
    if unjudged:
        print(f"not judged by the stand-in headers: {', '.join(unjudged)}")
    silent = sorted({program.recipe for program in programs if program.expect and "silent" in program.expect})
    print(f"{len({program.recipe for program in programs})} recipes, {len(programs)} programs, {len(silent)} recipes with a language in which nothing can be seen")
    return 1 if wrong else 0


def write_programs(boards):
    """All programs for these boards; for every board if none is named."""
    folder = WORK / "programs"
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(["cargo", "run", "-q", "-p", "suggest", "--example", "write_recipes", str(folder), *boards], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    findings = [line for line in done.stdout.splitlines() if line.startswith("finding:")]
    if findings:
        raise SystemExit("\n".join(findings))
    return folder


if __name__ == "__main__":
    sys.exit(main())
