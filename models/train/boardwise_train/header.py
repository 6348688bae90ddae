"""The board header that begins every prompt, and how training text gets one.

`header()` is the format; the prompt builder in Rust writes the same bytes, and
`golden/header.jsonl` pins both. The rest of this file guesses family, board and
libraries of a training file, from what its author wrote.
"""

import re

FAMILIES = ("avr", "megaavr", "esp32", "esp8266", "rp2040", "samd", "stm32", "nrf52", "renesas", "teensy")
MAX_LIBRARIES = 8
UNKNOWN = "-"


def header(lang: str, family: str | None, board: str | None, libs: list[str]) -> str:
    """`{lang} {family} {board}\\nlibs: {libs}\\n`: `-` for what is unknown, libraries deduplicated in order, at most 8."""
    unique = list(dict.fromkeys(libs))[:MAX_LIBRARIES]
    return f"{lang} {family or UNKNOWN} {board or UNKNOWN}\nlibs: {','.join(unique) or UNKNOWN}\n"


_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]', re.M)
_IMPORT = re.compile(r"^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)", re.M)


def libraries(text: str, lang: str) -> list[str]:
    """Include names without folder and extension, or imported top-level modules, in order of appearance."""
    names: list[str] = []
    if lang == "arduino":
        for include in _INCLUDE.findall(text):
            base = include.rsplit("/", 1)[-1]
            names.append(base.rsplit(".", 1)[0] if "." in base else base)
    else:
        for imports, source in _IMPORT.findall(text):
            parts = [source] if source else [part.split()[0] for part in imports.split(",") if part.split()]
            names += [part.split(".")[0] for part in parts]
    return [name for name in dict.fromkeys(names) if name]


# PlatformIO board ids, by what their names begin with or contain.
_BOARD_FAMILY = [
    (re.compile(pattern), family)
    for pattern, family in (
        (r"^(uno_r4|portenta_c33)", "renesas"),
        (r"^(uno_wifi_rev2|nano_every|ATmega4809|ATtiny(1|3)6)", "megaavr"),
        (r"^(uno|nano(atmega.*)?$|mega|leonardo|micro$|pro(16|8)|sparkfun_promicro|attiny|ATmega|lilypad|trinket|yun|fio|diecimila)", "avr"),
        (r"^(d1|nodemcu|esp01|esp12|esp_wroom_02|huzzah$|esp07|sonoff|wifinfo|thing)", "esp8266"),
        (r"(esp32|^m5|lolin|ttgo|wemos_d1_mini32|featheresp32|adafruit_feather_esp|heltec|lilygo|pico32|upesy|um_|tinypico|seeed_xiao_esp|esp-?wrover|nodemcu-32s|firebeetle32)", "esp32"),
        (r"(rp2040|^pico|rpipico|nanorp2040)", "rp2040"),
        (r"(zero|mkr|samd|_m0|_m4|wio_terminal|nano_33_iot|adafruit_itsybitsy_m|metro_m|xiao$|seeed_xiao$|due)", "samd"),
        (r"(nucleo|bluepill|blackpill|genericSTM32|disco_|stm32|portenta_h7)", "stm32"),
        (r"(nrf52|nano33ble|nanoble|wiscore_rak4631|feather52|adafruit_clue|bluefruit)", "nrf52"),
        (r"^teensy", "teensy"),
    )
]
# Boards named in prose, code or macros. The first that a file names wins.
_NAMED_BOARD = [
    (re.compile(pattern, re.I), board, family)
    for pattern, board, family in (
        (r"\buno\s*r4", "uno_r4_wifi", "renesas"),
        (r"arduino nano every", "nano_every", "megaavr"),
        (r"nano 33 ble", "nano33ble", "nrf52"),
        (r"nano 33 iot", "nano_33_iot", "samd"),
        (r"nano rp2040", "nanorp2040connect", "rp2040"),
        (r"arduino uno|\buno board|AVR_UNO\b", "uno", "avr"),
        (r"arduino nano|AVR_NANO\b", "nanoatmega328", "avr"),
        (r"arduino mega|mega ?2560|AVR_MEGA2560", "megaatmega2560", "avr"),
        (r"arduino leonardo|AVR_LEONARDO", "leonardo", "avr"),
        (r"pro micro", "sparkfun_promicro16", "avr"),
        (r"\bwemos|\bd1 ?mini", "d1_mini", "esp8266"),
        (r"nodemcu", "nodemcuv2", "esp8266"),
        (r"esp-?01\b", "esp01", "esp8266"),
        (r"esp32-?s3", "esp32-s3-devkitc-1", "esp32"),
        (r"esp32-?c3", "esp32-c3-devkitm-1", "esp32"),
        (r"esp32-?cam|AI_THINKER", "esp32cam", "esp32"),
        (r"m5stickc?|M5StickC", "m5stick-c", "esp32"),
        (r"m5stack|M5Core", "m5stack-core-esp32", "esp32"),
        (r"esp32 ?dev|devkit ?v1|esp32-?wroom|DevKitC", "esp32dev", "esp32"),
        (r"pico[ _-]?w\b", "rpipicow", "rp2040"),
        (r"raspberry pi pico|\brpi[_ ]pico\b|pico board", "pico", "rp2040"),
        (r"bluepill|blue pill", "bluepill_f103c8", "stm32"),
        (r"teensy ?4", "teensy41", "teensy"),
        (r"teensy ?3", "teensy31", "teensy"),
        (r"arduino zero", "zero", "samd"),
        (r"mkr ?wifi ?1010|mkr1000", "mkrwifi1010", "samd"),
    )
]
_FAMILY_SIGN = {
    "arduino": [
        (re.compile(pattern), family)
        for pattern, family in (
            (r'#\s*include\s*[<"](?:ESP8266\w+|user_interface)\.h|\bARDUINO_ARCH_ESP8266\b|#\s*ifdef\s+ESP8266', "esp8266"),
            (r'#\s*include\s*[<"](?:WiFi|BLEDevice|esp_\w+|driver/\w+|freertos/\w+|M5\w+|BluetoothSerial|HTTPClient|NimBLEDevice|LilyGo\w*|ESP32\w+|AsyncTCP|Preferences)\.h|\bledc(?:Setup|Attach|Write)|\bARDUINO_ARCH_ESP32\b|\bIRAM_ATTR\b|\bxTaskCreate', "esp32"),
            (r'#\s*include\s*[<"](?:pico/\w+|hardware/\w+)\.h|\bARDUINO_ARCH_RP2040\b', "rp2040"),
            (r'#\s*include\s*[<"](?:avr/\w+|SoftwareSerial|util/\w+)\.h|\b(?:TCCR\d[AB]|PORT[A-D]|DDR[A-D]|TIMSK\d)\b', "avr"),
            (r'#\s*include\s*[<"](?:bluefruit|Adafruit_TinyUSB|nrf\w*)\.h|\bNRF52', "nrf52"),
            (r'#\s*include\s*[<"](?:WiFiNINA|WiFi101|ArduinoLowPower|RTCZero)\.h|\bSerialUSB\b|\bSAMD\b', "samd"),
            (r'#\s*include\s*[<"]stm32\w*\.h|\bHAL_GPIO_|\bSTM32', "stm32"),
            (r"\bIMXRT|\bKINETISK|\bTEENSY", "teensy"),
        )
    ],
    "micropython": [
        (re.compile(pattern, re.M), family)
        for pattern, family in (
            (r"^\s*(?:from|import)\s+(?:rp2|picozero|picographics|pimoroni\w*)\b", "rp2040"),
            (r"^\s*(?:from|import)\s+(?:esp32|M5|m5\w*|espnow|m5stack\w*|unit)\b", "esp32"),
            (r"^\s*(?:from|import)\s+(?:pyb|stm)\b", "stm32"),
            (r"\bRP2040\b|\bRP2\b", "rp2040"),
            (r"\bESP32\b", "esp32"),
            (r"\bESP8266\b", "esp8266"),
        )
    ],
}


def family_of_board(board: str) -> str | None:
    for pattern, family in _BOARD_FAMILY:
        if pattern.search(board):
            return family
    return None


# What stands for a family where no board is named: the one most people own.
_TYPICAL = {
    "avr": "uno", "megaavr": "nano_every", "esp32": "esp32dev", "esp8266": "nodemcuv2", "rp2040": "pico", "samd": "zero",
    "stm32": "bluepill_f103c8", "nrf52": "nano33ble", "renesas": "uno_r4_wifi", "teensy": "teensy41",
}


def typical_board(text: str, lang: str, path: str, pio_board: str | None) -> str | None:
    """A board to measure a file on: the one that it names, else a typical one of its family, else none."""
    family, board = guess_target(text, lang, path, pio_board)
    return board or _TYPICAL.get(family or "")


def guess_target(text: str, lang: str, path: str, pio_board: str | None) -> tuple[str | None, str | None]:
    """Family and board of a training file. Nothing is guessed where two families are named: libraries serve many."""
    if pio_board and (family := family_of_board(pio_board)):
        return family, pio_board
    opening = path + "\n" + text[:2500]
    named = {(family, board) for pattern, board, family in _NAMED_BOARD if pattern.search(opening)}
    families = {family for family, _ in named}
    if len(families) == 1:
        family = families.pop()
        # "esp32-s3" in a text beats the plain module that it also names.
        board = next(board for _, board, own in _NAMED_BOARD if (own, board) in named)
        return family, board
    signs = {family for pattern, family in _FAMILY_SIGN[lang] if pattern.search(text[:10_000])}
    if len(signs) == 1:
        return signs.pop(), None
    return None, None
