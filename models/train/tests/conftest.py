"""One small tokenizer for all tests, learnt from bytes written here."""

import pytest

from boardwise_train.tokenizer import train_tokenizer


@pytest.fixture(scope="session")
def tokenizer():
    text = "void setup() {\n  pinMode(LED_BUILTIN, OUTPUT);\n  Serial.begin(115200);\n}\nimport machine\n    led.value(1)\n"
    return train_tokenizer([text, text.upper()], 300, progress=False)
