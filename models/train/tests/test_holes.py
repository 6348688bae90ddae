"""The cutter: holes lie inside the file, at characters, and at syntax nodes."""

import random

import pytest

from boardwise_train.holes import MAX_MIDDLE, cut, parse

SKETCH = """#include <Servo.h>
const int pin = 9; // Größe
Servo servo;
void setup() {
  servo.attach(pin, 544, 2400);
  if (pin > 3) {
    Serial.begin(9600);
  }
}
"""
SCRIPT = """from machine import Pin
led = Pin(2, Pin.OUT)
def blink(n):
    for _ in range(n):
        led.value(not led.value())  # größer
"""


@pytest.mark.parametrize(("text", "lang"), [(SKETCH, "arduino"), (SCRIPT, "micropython")])
def test_holes_are_inside_and_whole(text, lang):
    source = parse(text, lang)
    rng = random.Random(0)
    for _ in range(500):
        start, end = cut(source, rng)
        assert 0 <= start < end <= len(source.data)
        assert end - start <= MAX_MIDDLE
        (source.data[:start] + source.data[end:]).decode()
        source.data[start:end].decode()


def test_nodes_are_found():
    source = parse(SKETCH, "arduino")
    spans = {kind: {source.data[a:b].decode() for a, b in nodes} for kind, nodes in source.nodes.items()}
    assert {"pin", "544", "2400", "pin, 544, 2400"} <= spans["argument"]
    assert "Serial.begin(9600);" in spans["statement"]
    assert "\n    Serial.begin(9600);\n  " in spans["block"]
    assert any(text.startswith("\n  servo.attach") for text in spans["body"])
    script = parse(SCRIPT, "micropython")
    assert any(script.data[a:b].startswith(b"for _ in") for a, b in script.nodes["body"])


def test_broken_and_tiny_text_can_be_cut():
    for text in ("x", "(", "\n", "void f( {", "ü"):
        start, end = cut(parse(text, "arduino"), random.Random(1))
        assert 0 <= start < end <= len(text.encode())
