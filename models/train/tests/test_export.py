"""GGUF: the file gives back the model that went in, to the precision of its quantization."""

import json
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch

from boardwise_train.export import permute_rope_rows, read_gguf, unpermute_rope_rows, write_gguf
from boardwise_train.model import Decoder, ModelConfig
from boardwise_train.q4k import quantize_q4_k

FIXTURE = Path(__file__).parents[2] / "model" / "testdata"


@pytest.mark.parametrize(("quant", "tolerance"), [("f32", 1e-5), ("q8_0", 0.05), ("q4_k", 0.6)])
def test_export_round_trips(tokenizer, tmp_path, quant, tolerance):
    torch.manual_seed(0)
    model = Decoder(ModelConfig(vocab=300, width=256, layers=1, heads=4, kv_heads=2, ffn=256)).eval()
    write_gguf(model, tokenizer, tmp_path / "m.gguf", quant, "test")
    tokens = torch.arange(20)[None]
    with torch.no_grad():
        difference = (model(tokens) - read_gguf(tmp_path / "m.gguf").eval()(tokens)).abs().max().item()
    assert difference < tolerance


def test_metadata_says_how_to_read_the_file(tokenizer, tmp_path):
    model = Decoder(ModelConfig(vocab=300, width=256, layers=1, heads=4, kv_heads=2, ffn=256))
    write_gguf(model, tokenizer, tmp_path / "m.gguf", "q8_0", "test")
    fields = gguf.GGUFReader(str(tmp_path / "m.gguf")).fields
    values = {key: field.contents() for key, field in fields.items()}
    assert values["tokenizer.ggml.model"] == "gpt2" and values["tokenizer.ggml.pre"] == "smollm"
    assert values["boardwise.format"] == "spm-joint-1"
    assert values["tokenizer.ggml.fim_suf_token_id"] == 2
    assert len(values["tokenizer.ggml.tokens"]) == 300


def test_rope_permutation_is_undone():
    weight = np.arange(64 * 4, dtype=np.float32).reshape(64, 4)
    assert (unpermute_rope_rows(permute_rope_rows(weight, 2), 2) == weight).all()


def test_q4_k_is_read_back_by_the_gguf_package():
    weight = np.random.default_rng(0).normal(0, 0.05, (16, 512)).astype(np.float32)
    back = gguf.quants.dequantize(quantize_q4_k(weight), gguf.GGMLQuantizationType.Q4_K)
    # A 4-bit step over a normal range of 32 weights: about 7 % of the spread.
    assert np.sqrt(((back - weight) ** 2).mean()) < 0.085 * weight.std()
    assert (gguf.quants.dequantize(quantize_q4_k(np.zeros((1, 256), np.float32)), gguf.GGMLQuantizationType.Q4_K) == 0).all()


def test_fixture_still_says_what_it_said():
    golden = json.loads((FIXTURE / "tiny.golden.json").read_text())
    model = read_gguf(FIXTURE / "tiny.gguf").eval()
    for case in golden["cases"]:
        with torch.no_grad():
            logits = model(torch.tensor([case["prompt_tokens"]]))[0, -1]
        assert torch.allclose(logits, torch.tensor(case["first_logits"]), atol=1e-3)
        assert int(logits.argmax()) == case["greedy_tokens"][0]
