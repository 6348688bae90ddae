"""Byte-level BPE: every text comes back, digits stand alone, control tokens cannot be typed."""

import random

from boardwise_train import tokenizer as tk
from boardwise_train.tokenizer import SPECIAL_TOKENS, token_bytes


def test_any_text_round_trips(tokenizer):
    rng = random.Random(3)
    table = token_bytes(tokenizer)
    for _ in range(200):
        text = bytes(rng.randrange(256) for _ in range(60)).decode("latin-1") + "größe 温度\t\r\n 42"
        ids = tokenizer.encode(text).ids
        assert b"".join(table[index] for index in ids) == text.encode()


def test_every_byte_is_a_token(tokenizer):
    assert {bytes([value]) for value in range(256)} <= set(token_bytes(tokenizer))


def test_special_tokens_have_fixed_ids(tokenizer):
    assert [tokenizer.token_to_id(text) for text in SPECIAL_TOKENS] == list(range(8))
    assert (tk.END, tk.FIM_SUFFIX, tk.FIM_MIDDLE, tk.BOARD) == (0, 2, 3, 4)


def test_special_tokens_cannot_be_typed(tokenizer):
    assert min(tokenizer.encode("x<|endoftext|>y").ids) >= 8


def test_digits_stand_alone(tokenizer):
    table = token_bytes(tokenizer)
    pieces = [table[index] for index in tokenizer.encode("pin 115200").ids]
    assert pieces[-6:] == [b"1", b"1", b"5", b"2", b"0", b"0"]
