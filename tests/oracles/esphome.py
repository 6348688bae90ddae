"""Two independent tables agree: the chips of boards/data against the pin schema of PyPI's `esphome`.

Every GPIO of the ESP32 family and of the RP2040 and RP2350 is compared: whether it exists, whether it
can be an output and has pull resistors, flash and PSRAM, strapping, USB, ADC channel, DAC and touch.
A difference passes only if `esphome_differences.toml` says why the tables hold what they hold; a
reason for a difference that is not there fails too.

ESPHome's Python is MIT (its C++ is GPL-3 and is not touched). Its files are read as syntax trees and
never imported, so that none of its dependencies are needed.

    python3 tests/oracles/esphome.py            # compares, prints every difference with its reason
"""

import ast
import csv
import importlib.metadata
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "boards" / "data"
CHIPS = ["esp32", "esp32s2", "esp32s3", "esp32c2", "esp32c3", "esp32c5", "esp32c6", "esp32c61", "esp32h2", "esp32p4"]
RP2 = {"rp2040": 29, "rp2350a": 29, "rp2350b": 47}


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Module-level assignments of a file."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def numbers(node: ast.expr | None) -> set[int]:
    """The numbers in a set or tuple, or the keys of a dictionary."""
    if node is None:
        return set()
    items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return {item.value for item in items if isinstance(item, ast.Constant)}


def comparisons(test: ast.expr) -> set[int]:
    """Pin numbers for which a condition of ESPHome's validators holds: `9 <= value <= 10`, `num == 46`,
    `value in (24, 28)`, `is_output and 34 <= num <= 39`."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return set().union(*(comparisons(value) for value in test.values))
    if not isinstance(test, ast.Compare):
        return set()
    if isinstance(test.ops[0], ast.In):
        return numbers(test.comparators[0])
    if isinstance(test.ops[0], ast.Eq) and isinstance(test.comparators[0], ast.Constant):
        return {test.comparators[0].value}
    if len(test.ops) == 2 and isinstance(test.left, ast.Constant) and isinstance(test.comparators[1], ast.Constant):
        return set(range(test.left.value, test.comparators[1].value + 1))
    return set()


def raises(statement: ast.If) -> bool:
    return any(isinstance(node, ast.Raise) for node in statement.body)


def esp32_facts(folder: Path, chip: str) -> dict[str, set]:
    """What ESPHome says about one chip of the ESP32 family, from its `gpio_esp32*.py`."""
    suffix = chip.removeprefix("esp32")
    path = folder / "esp32" / (f"gpio_esp32_{suffix}.py" if suffix else "gpio_esp32.py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = constants(tree)
    find = lambda word: set().union(*(numbers(value) for name, value in known.items() if word in name), set())
    last, missing, flash, no_output, no_pull = 0, set(), set(), set(), set()
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for test in (node for node in ast.walk(function) if isinstance(node, ast.If)):
            text = ast.unparse(test.test)
            if "value < 0 or value >" in text:
                last = int(text.rsplit(" ", 1)[1])
            elif function.name.endswith("validate_gpio_pin") and "value in (" in text and raises(test):
                missing |= comparisons(test.test)
            elif function.name.endswith("validate_gpio_pin") and text == "9 <= value <= 10":
                flash |= comparisons(test.test)
            elif "is_output" in text and raises(test):
                no_output |= comparisons(test.test)
            elif ("is_pullup" in text or "is_pulldown" in text) and raises(test):
                no_pull |= comparisons(test.test)
    flash |= find("SPI_PSRAM_PINS") | find("SDIO_PINS") | find("SPI_FLASH_PINS")
    return {
        "exists": set(range(last + 1)) - missing,
        "no output": no_output,
        "no pulls": no_pull,
        "flash": flash,
        "PSRAM": find("R8_PSRAM_PINS"),
        "strapping": find("STRAPPING_PINS"),
        "USB": find("USB_JTAG_PINS"),
    }


def by_variant(path: Path, name: str, value_of=lambda node: node) -> dict[str, dict[int, int]]:
    """A dictionary of ESPHome by chip (`VARIANT_ESP32C3`), its values as numbers by pin."""
    table = constants(ast.parse(path.read_text(encoding="utf-8"))).get(name)
    if not isinstance(table, ast.Dict):
        raise SystemExit(f"{path}: {name} is not where it was; this script must follow")
    result = {}
    for key, pins in zip(table.keys, table.values, strict=True):
        chip = ast.unparse(key).removeprefix("VARIANT_").lower()
        result[chip] = value_of(pins)
    return result


def channels(pins: ast.Dict) -> dict[int, int]:
    return {key.value: int(ast.unparse(value).rsplit("_", 1)[1]) for key, value in zip(pins.keys, pins.values, strict=True)}


def pads(pins: ast.Dict) -> dict[int, int]:
    return {key.value: value.value for key, value in zip(pins.keys, pins.values, strict=True)}


def ours(chip: str) -> dict[str, set]:
    """The same facts from boards/data."""
    folder = DATA / "chips" / chip
    with (folder / "pins.csv").open(encoding="utf-8") as file:
        pins = {int(row["number"]): row for row in csv.DictReader(file) if row["number"]}
    by_name = {row["pin"]: number for number, row in pins.items()}
    cautions: dict[str, set[int]] = {}
    for caution in tomllib.loads((folder / "chip.toml").read_text(encoding="utf-8")).get("caution", []):
        for selector in caution["pins"]:
            first, _, last = selector.partition("-")
            names = [first] if not last else [f"GPIO{n}" for n in range(int(first.removeprefix("GPIO")), int(last) + 1)]
            cautions.setdefault(caution["kind"], set()).update(by_name[name] for name in names)
    can = lambda word: {number for number, row in pins.items() if word in row["can"].split()}
    return {
        "exists": set(pins),
        "no output": set(pins) - can("output"),
        "no pulls": set(pins) - can("pull_up"),
        "flash": cautions.get("flash", set()),
        "PSRAM": cautions.get("psram", set()),
        "strapping": cautions.get("strapping", set()),
        "USB": cautions.get("usb", set()),
        "ADC": {(number, row["adc"]) for number, row in pins.items() if row["adc"]},
        "DAC": {number for number, row in pins.items() if row["dac"]},
        "touch": {(number, row["touch"]) for number, row in pins.items() if row["touch"]},
    }


def theirs(folder: Path) -> dict[str, dict[str, set]]:
    adc = folder / "adc" / "__init__.py"
    units = {unit: by_variant(adc, f"ESP32_VARIANT_ADC{unit}_PIN_TO_CHANNEL", channels) for unit in (1, 2)}
    dac = by_variant(folder / "esp32_dac" / "output.py", "DAC_PINS", numbers)
    touch = by_variant(folder / "esp32_touch" / "__init__.py", "TOUCH_PADS", pads)
    facts = {}
    for chip in CHIPS:
        facts[chip] = esp32_facts(folder, chip)
        facts[chip]["ADC"] = {
            (pin, f"ADC{unit}_CH{channel}") for unit, table in units.items() for pin, channel in table.get(chip, {}).items()
        }
        facts[chip]["DAC"] = dac.get(chip, set())
        facts[chip]["touch"] = {(pin, f"T{pad}") for pin, pad in touch.get(chip, {}).items()}
    boards = constants(ast.parse((folder / "rp2040" / "boards.py").read_text(encoding="utf-8")))
    last = boards["DEFAULT_MAX_PIN"].value
    most = {
        entry.value
        for board in boards["BOARDS"].values
        for key, entry in zip(board.keys, board.values, strict=True)
        if key.value == "max_pin"
    }
    for chip, expected in RP2.items():
        limit = last if expected == last else max(most)
        facts[chip] = {"exists": set(range(limit + 1)), "no output": set(), "no pulls": set()}
    return facts


def main() -> int:
    package = importlib.metadata.distribution("esphome")
    if package.metadata["License-Expression"] != "MIT":
        raise SystemExit(f"esphome says {package.metadata['License-Expression']}; this script reads it as MIT")
    folder = Path(str(package.locate_file("esphome"))) / "components"
    reasons = {
        (entry["chip"], entry["fact"], pin): entry["why"]
        for entry in tomllib.loads((Path(__file__).parent / "esphome_differences.toml").read_text(encoding="utf-8"))["difference"]
        for pin in entry["pins"]
    }
    unused, failures, compared, explained = set(reasons), 0, 0, 0
    for chip, facts in theirs(folder).items():
        known = ours(chip)
        for fact, other in facts.items():
            pins = {item[0] if isinstance(item, tuple) else item for item in known[fact] ^ other}
            compared += len(known["exists"] | facts["exists"])
            for pin in sorted(pins):
                mine = sorted(item for item in known[fact] if pin in (item, item[0] if isinstance(item, tuple) else None))
                yours = sorted(item for item in other if pin in (item, item[0] if isinstance(item, tuple) else None))
                why = reasons.get((chip, fact, pin))
                unused.discard((chip, fact, pin))
                explained += why is not None
                failures += why is None
                text = f"{chip} GPIO{pin} {fact}: ours {mine or 'no'}, ESPHome {yours or 'no'}"
                print(f"{text}: {why}" if why else f"FAIL {text}: no reason is written down")
    for chip, fact, pin in sorted(unused, key=str):
        failures += 1
        print(f"FAIL {chip} GPIO{pin} {fact}: a reason is written down for a difference that is not there")
    print(f"{compared} facts of {len(CHIPS) + len(RP2)} chips compared with esphome {package.version}: {explained} differ with a reason, {failures} fail")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
