"""Writes facts.json: what the judge knows of boards and cores, read from the vendors' own files.

    python facts.py FOLDER > facts.json

FOLDER holds extracts of vendors' headers, manifests and stubs, made by other programs than ours:
`boards/arduino_*.jsonl` (pins_arduino.h, variant.h), `chips/*.json` (data sheets, SoC headers),
`api/arduino/*.json` (declarations of the cores), `api/micropython/*.json` (PyPI stubs). Nothing here
comes from `boards/data` or from our crates. facts.json names the source of each board and core.
"""

import json
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])

# Our name of a board: the vendor's, its file, the core's file, the chip's file if its numbers are GPIOs.
ARDUINO = {
    "uno": ("uno", "avr", "avr-1.8.8", None),
    "nanoatmega328": ("nano", "avr", "avr-1.8.8", None),
    "megaatmega2560": ("mega", "avr", "avr-1.8.8", None),
    "leonardo": ("leonardo", "avr", "avr-1.8.8", None),
    "esp32dev": ("esp32", "esp32", "esp32-3.3.8", "esp32"),
    "esp32-s2-saola-1": ("esp32s2", "esp32", "esp32-3.3.8", "esp32s2"),
    "esp32-s3-devkitc-1": ("esp32s3", "esp32", "esp32-3.3.8", "esp32s3"),
    "esp32-c3-devkitm-1": ("esp32c3", "esp32", "esp32-3.3.8", "esp32c3"),
    "esp32-c6-devkitc-1": ("esp32c6", "esp32", "esp32-3.3.8", "esp32c6"),
    "nodemcuv2": ("nodemcuv2", "esp8266", "esp8266-3.1.2", "esp8266"),
    "d1_mini": ("d1_mini", "esp8266", "esp8266-3.1.2", "esp8266"),
    "rpipico": ("rpipico", "pico", "rp2040-6.0.0", "rp2040"),
    "rpipico2": ("rpipico2", "pico", "rp2040-6.0.0", "rp2350a"),
    "zeroUSB": ("arduino_zero_native", "samd", "samd-1.8.14", None),
    "mkrwifi1010": ("mkrwifi1010", "samd", "samd-1.8.14", None),
    "due": ("arduino_due_x_dbg", "sam", "sam-due", None),
    "uno_r4_wifi": ("unor4wifi", "renesas", "renesas-1.5.3", None),
    "nano33ble": ("nano33ble", "mbed", "mbed-4.6.0", None),
    "adafruit_feather_nrf52840": ("feather52840", "nrf52", "nrf52-1.7.0", None),
    "teensy40": ("teensy40", "teensy", "teensy4-1.60", None),
    "nucleo_f411re": (None, "stm32", "stm32-2.12.0", None),
}
# Our name, the port's file, the chip's file.
MICROPYTHON = {
    "ESP32_GENERIC": ("esp32-1.29.0", "esp32"),
    "ESP32_GENERIC_S3": ("esp32-1.29.0", "esp32s3"),
    "ESP32_GENERIC_C3": ("esp32-1.29.0", "esp32c3"),
    "ESP8266_GENERIC": ("esp8266-1.29.0", "esp8266"),
    "RPI_PICO": ("rp2-1.29.0", "rp2040"),
    "RPI_PICO_W": ("rp2-1.29.0", "rp2040"),
    "RPI_PICO2": ("rp2-1.29.0", "rp2350a"),
    "NUCLEO_F411RE": ("stm32-1.29.0", None),
}
# Objects whose class the cores name by macros or by conditions that the extract does not decide.
SERIAL = ["HardwareSerial", "HWCDC", "USBCDC", "Serial_", "SerialUSB", "UART", "Uart", "USARTClass", "UARTClass", "USBSerial", "usb_serial_class", "Serial_", "Adafruit_USBD_CDC", "HardwareSerialIMXRT", "CDC"]
# Names of functions that some core declares.
FUNCTIONS: set[str] = set()
WATCHED = ["Serial", "Serial1", "Serial2", "Wire", "Wire1", "SPI", "SPI1", "WiFi", "EEPROM", "ESP", "Keyboard", "Mouse"]


def load(path: str):
    return json.loads((ROOT / path).read_text())


def pins_of_chip(chip: str) -> dict:
    pins = {int(name.removeprefix("GPIO")): pin for name, pin in load(f"chips/{chip}.json")["pins"].items() if name.removeprefix("GPIO").isdigit()}
    return {
        "exist": sorted(pins),
        "input_only": sorted(number for number, pin in pins.items() if pin.get("out") is False),
        "flash": sorted(number for number, pin in pins.items() if "flash_spi" in pin.get("flags", [])),
    }


def arduino_board(vendor: str | None, file: str, core: str, chip: str | None) -> dict:
    if vendor is None:  # STM32: names, not numbers
        return {"core": core, "pins": None, "source": "stm32duino 2.12.0"}
    rows = [json.loads(line) for line in (ROOT / f"boards/arduino_{file}.jsonl").read_text().splitlines()]
    row = next(row for row in rows if row["board"] == vendor)
    aliases = {name: value for name, value in row.get("aliases", {}).items() if isinstance(value, int)}
    if chip:
        pins = pins_of_chip(chip)
    else:
        pins = {"exist": list(range(max(len(row["pins"]), row.get("num_digital_pins") or 0))), "input_only": [], "flash": []}
    # Numbers above all pins stand for no pin of the chip: an LED behind another chip, a radio's pin.
    pins["exist"] = sorted(set(pins["exist"]) | {value for value in aliases.values()})
    if row.get("led_builtin") is not None and isinstance(row["led_builtin"], int):
        pins["exist"] = sorted(set(pins["exist"]) | {row["led_builtin"]})
        aliases["LED_BUILTIN"] = row["led_builtin"]
    return {"core": core, "pins": pins, "aliases": aliases, "source": row["src"]}


def members(classes: dict, name: str, seen: set[str]) -> set[str] | None:
    """Members of a class with those of its bases; none when a base is not known."""
    if name in seen or name not in classes:
        return None
    found = set()
    cls = classes[name]
    for part in ("m", "f"):
        found |= set(cls.get(part) or [])
    found |= {used.split("::")[-1] for used in cls.get("u") or []}
    for base in cls.get("b") or []:
        inherited = members(classes, base.split("<")[0].split("::")[-1], seen | {name})
        if inherited is None:
            return None
        found |= inherited
    return found


def arduino_core(core: str) -> dict:
    facts = load(f"api/arduino/{core}.json")
    classes, objects = facts["classes"], {}
    for name in WATCHED:
        kind = facts["objects"].get(name, [None])[0]
        options = SERIAL if name.startswith("Serial") else [kind] if kind else []
        known = [found for option in options if option in classes and (found := members(classes, option, set())) is not None]
        unknown = [option for option in options if option in classes and members(classes, option, set()) is None]
        if known and not unknown:
            objects[name] = sorted(set().union(*known))
    string = members(classes, "String", set())
    names = set(facts["functions"]) | set(facts["function_macros"]) | set(facts["macros"]) | set(classes) | set(facts["typedefs"])
    FUNCTIONS.update(name for name in set(facts["functions"]) | set(facts["function_macros"]) if not name.startswith("_"))
    return {"names": names, "objects": objects, "string": sorted(string) if string else None, "sources": facts["sources"] if isinstance(facts["sources"], (str, list)) else list(facts["sources"])[:4]}


def python_names(module: dict) -> list[str]:
    return sorted(set(module.get("f") or {}) | set(module.get("c") or {}) | set(module.get("k") or {}))


def port(file: str) -> dict:
    facts = load(f"api/micropython/{file}.json")
    standard = load("api/micropython/stdlib-1.29.0.json")["modules"]
    modules, classes = {}, {}
    for name, module in [*standard.items(), *facts["modules"].items()]:
        modules[name] = sorted(set(python_names(module)) | set(modules.get(name, [])))
    for name in ("Pin", "PWM", "ADC", "I2C", "SPI", "UART", "Timer", "RTC", "SoftI2C", "SoftSPI", "WDT"):
        cls = facts["modules"]["machine"].get("c", {}).get(name)
        if cls and not cls.get("b"):
            classes[name] = python_names(cls)
    return {"modules": modules, "classes": classes, "source": facts["source"]}


def main() -> None:
    arduino = {name: arduino_board(*row) for name, row in ARDUINO.items()}
    cores = {core: arduino_core(core) for core in sorted({row[2] for row in ARDUINO.values()})}
    # Older versions, so that what a core has lost is a name of somebody's.
    for core in ("esp32-1.0", "esp32-2.0.14", "samd-adafruit-1.7.17", "megaavr-1.8.8"):
        cores[core] = {"names": arduino_core(core)["names"]}
    libraries, sdk = set(), {}
    for library in load("api/arduino/libs.json").values():
        for part in ("functions", "function_macros", "macros", "classes", "typedefs"):
            libraries |= set(library.get(part) or {})
        for cls in (library.get("classes") or {}).values():
            libraries |= set(cls.get("m") or [])
    for family, file in {"esp32": "esp-idf-5.5.5", "rp2040": "pico-sdk-2.2.0", "avr": "avr-libc"}.items():
        facts = load(f"api/sdk/{file}.json")
        sdk[family] = set().union(*(facts.get(part) or {} for part in ("functions", "function_macros", "macros")))
    # Only functions that some core declares are ever judged, so only those need be known elsewhere.
    for core in cores.values():
        core["names"] = sorted(core["names"] & FUNCTIONS)
    micropython = {name: {"port": row[0], "pins": pins_of_chip(row[1]) if row[1] else None} for name, row in MICROPYTHON.items()}
    facts = {
        "arduino": arduino,
        "cores": cores,
        "libraries": sorted(libraries & FUNCTIONS),
        "sdk": {family: sorted(names & FUNCTIONS) for family, names in sdk.items()},
        "micropython": micropython,
        "ports": {file: port(file) for file in sorted({row[0] for row in MICROPYTHON.values()})},
    }
    json.dump(facts, sys.stdout, separators=(",", ":"), sort_keys=True)


main()
