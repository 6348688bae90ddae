"""Which files are worth learning from, and why the others are dropped: by the rules of `corpus/filters.toml`."""

import re
import tomllib
from pathlib import Path

ARDUINO = (".ino", ".pde", ".cpp", ".h")
PYTHON = (".py",)
RULES = tomllib.loads((Path(__file__).resolve().parents[2] / "filters.toml").read_text())
MAX_BYTES = RULES["max_bytes"]

_SKIPPED_FOLDER = re.compile(RULES["path"]["skipped_folder"])
_SKIPPED_NAME = re.compile(RULES["path"]["skipped_name"])
_GENERATED = re.compile(RULES["text"]["generated"])
_PRIVATE_KEY = re.compile(RULES["text"]["private_key"])
_NUMERAL = re.compile(RULES["text"]["numeral"])
_DEFINE = re.compile(RULES["text"]["define"])
_CODE_COMMENT = {lang: re.compile(pattern) for lang, pattern in RULES["text"]["code_comment"].items()}
_MICROPYTHON_MODULES = re.compile(
    r"^\s*(?:from|import)\s+(?:machine|micropython|esp32?|rp2|pyb|network|utime|uos|ujson|ustruct|uasyncio|usocket|ubinascii|"
    r"uctypes|framebuf|neopixel|bluetooth|ubluetooth|espnow|esp|dht|onewire|umqtt|urequests|lvgl|M5|picozero|hub75|picographics|"
    r"microdot|primitives|stm|samd|nrf|rtch|uselect|urandom|umachine|_thread)\b",
    re.M,
)
_CIRCUITPYTHON = re.compile(r"^\s*(?:from|import)\s+(?:board|busio|digitalio|analogio|displayio|adafruit_\w+|microcontroller|supervisor|pwmio)\b", re.M)
_HOST = re.compile(
    r"^\s*(?:from|import)\s+(?:argparse|subprocess|numpy|PIL|serial|tkinter|requests|setuptools|pytest|matplotlib|pathlib|typing_extensions|"
    r"click|cv2|pandas|flask|unittest|SCons|distutils|threading|multiprocessing|smbus|spidev|RPi|pyaudio|shutil|urllib|http\.server|yaml|jinja2|ctypes)\b|"
    r"^Import\(\"env\"\)|^#!.*python[23]",
    re.M,
)


def language(path: str) -> str | None:
    lower = path.lower()
    if lower.endswith(ARDUINO):
        return "arduino"
    return "micropython" if lower.endswith(PYTHON) else None


def drop_by_path(path: str, size: int) -> str | None:
    if size > MAX_BYTES:
        return "over 200 KB"
    if size < RULES["min_bytes"]:
        return "under 120 bytes"
    if _SKIPPED_FOLDER.search(path):
        return "SDK, HAL, test or asset folder"
    if _SKIPPED_NAME.search(path.rsplit("/", 1)[-1]):
        return "font, bitmap, generated or build file by name"
    return None


def drop_by_text(text: str, lang: str, path: str, micropython_repository: bool) -> str | None:
    lines = text.splitlines()
    if _PRIVATE_KEY.search(text):
        return "private key"
    if _GENERATED.search(text[:1500]):
        return "generated"
    if max(map(len, lines), default=0) > 1000 or len(text) / max(len(lines), 1) > 120:
        return "minified or data"
    numeral_bytes = sum(len(match) for match in _NUMERAL.findall(text))
    if numeral_bytes > 0.35 * len(re.sub(r"\s+", "", text)):
        return "data array"
    run = longest = 0
    for line in lines:
        run = run + 1 if _CODE_COMMENT[lang].match(line) else 0
        longest = max(longest, run)
    if longest >= 10:
        return "10 or more commented-out code lines in a row"
    if sum(character > "\x7f" for character in text) > 0.1 * len(text):
        return "mostly not ASCII"
    if lang == "arduino":
        if path.endswith(".h") and len(_DEFINE.findall(text)) > max(40, 0.4 * len(lines)):
            return "register definitions"
        return None
    if _CIRCUITPYTHON.search(text) and not re.search(r"^\s*(?:from|import)\s+(?:machine|rp2|esp32)\b", text, re.M):
        return "CircuitPython"
    if not _MICROPYTHON_MODULES.search(text) and (_HOST.search(text) or not micropython_repository):
        return "host-side Python"
    return None
