"""Windows: the prompt's order, what is learnt and what is not."""

import numpy as np

from boardwise_train import tokenizer as tk
from boardwise_train.samples import WINDOW, Record, Sampler, targets_of, write_shard

TEXT = "void setup() {\n  pinMode(13, OUTPUT);\n  Serial.begin(9600);\n}\nvoid loop() {\n  digitalWrite(13, HIGH);\n  delay(500);\n}\n" * 30


def _records():
    return [Record(TEXT, "arduino", ("avr", "uno"), ["Servo"], 1.0)]


def test_samples_have_the_prompt_order(tokenizer):
    sampler = Sampler(_records(), tokenizer, "0")
    for _ in range(100):
        ids = sampler.sample(256)
        assert len(ids) <= 256
        assert ids[:2] == [tk.END, tk.BOARD]
        suffix, middle = ids.index(tk.FIM_SUFFIX), ids.index(tk.FIM_MIDDLE)
        assert suffix < middle and ids.count(tk.FIM_SUFFIX) == ids.count(tk.FIM_MIDDLE) == 1
        assert ids.count(tk.END) == 1 + (ids[-1] == tk.END)
        if ids[-1] != tk.END:
            # Cut by the window, not ended: it must fill its place, so that no ending follows it.
            assert len(ids) == 256


def test_windows_are_full_and_repeatable(tokenizer, tmp_path):
    for name in ("a", "b"):
        write_shard(_records(), tokenizer, tmp_path / f"{name}.npy", seed=5, number=2, windows=4)
    first, second = np.load(tmp_path / "a.npy"), np.load(tmp_path / "b.npy")
    assert first.shape == (4, WINDOW) and first.dtype == np.uint16
    assert (first == second).all()


def test_targets_leave_out_headers_and_openings():
    row = [tk.END, tk.BOARD, 9, 10, tk.FIM_SUFFIX, 11, tk.FIM_MIDDLE, 12, 13, tk.END, tk.END, tk.BOARD, 9, tk.FIM_SUFFIX, tk.FIM_MIDDLE, 14, tk.END, tk.END]
    expected = [-100, -100, -100, -100, 11, -100, 12, 13, tk.END, -100, -100, -100, -100, -100, 14, tk.END, -100, -100]
    assert targets_of(np.array([row], dtype=np.uint16))[0].tolist() == expected


def test_a_cut_plain_sample_teaches_no_ending():
    row = [tk.END, tk.BOARD, 9, tk.FIM_SUFFIX, tk.FIM_MIDDLE, 12, 13, tk.END, tk.BOARD, 9, tk.FIM_SUFFIX]
    targets = targets_of(np.array([row], dtype=np.uint16))[0].tolist()
    assert targets[5:8] == [13, -100, -100]
