"""The header is a contract with the prompt builder: the golden file pins its bytes."""

import json
from pathlib import Path

import pytest

from boardwise_train.header import FAMILIES, guess_target, header, libraries

GOLDEN = [json.loads(line) for line in (Path(__file__).parents[1] / "golden" / "header.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['lang']}-{case['family']}-{case['board']}")
def test_header_is_golden(case):
    assert header(case["lang"], case["family"], case["board"], case["libs"]) == case["text"]


def test_golden_covers_every_family():
    assert set(FAMILIES) | {"-"} == {case["family"] for case in GOLDEN}


@pytest.mark.parametrize(
    ("text", "lang", "path", "pio_board", "expected"),
    [
        ("#include <ESP8266WiFi.h>\n", "arduino", "a.ino", None, ("esp8266", None)),
        ("#include <WiFi.h>\n#include <BLEDevice.h>\n", "arduino", "a.ino", None, ("esp32", None)),
        ("void setup() {}\n", "arduino", "a.ino", "uno", ("avr", "uno")),
        ("// for the Arduino Uno\n", "arduino", "a.ino", None, ("avr", "uno")),
        ("// Arduino Uno or ESP32 DevKit\n#include <esp32dev.h>\n", "arduino", "a.ino", None, (None, None)),
        ("import rp2\n", "micropython", "main.py", None, ("rp2040", None)),
        ("# Raspberry Pi Pico W\nimport network\n", "micropython", "main.py", None, ("rp2040", "rpipicow")),
        ("import machine\n", "micropython", "main.py", None, (None, None)),
    ],
)
def test_target_is_guessed_only_from_evidence(text, lang, path, pio_board, expected):
    assert guess_target(text, lang, path, pio_board) == expected


def test_libraries_in_order_of_appearance():
    assert libraries('#include <Wire.h>\n#include "driver/adc.h"\n#include <Wire.h>\n', "arduino") == ["Wire", "adc"]
    assert libraries("import machine, time\nfrom umqtt.simple import MQTTClient\nimport os as o\n", "micropython") == ["machine", "time", "umqtt", "os"]
