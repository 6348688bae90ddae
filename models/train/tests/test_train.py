"""Training: a resumed run is the same run; the schedule ends at zero."""

import json

import numpy as np
import pytest
import torch

from boardwise_train.checkpoint import load_checkpoint
from boardwise_train.samples import write_shard
from boardwise_train.train import schedule, train
from tests.test_samples import _records

CONFIG = """
[model]
width = 256
layers = 1
heads = 4
kv_heads = 2
ffn = 256

[train]
seed = 1
threads = 1
ema = 0.0
bf16 = false
compile = false
micro_batch = 1
accumulate = 2
muon_lr = 0.02
adam_lr = 0.004
weight_decay = 0.02
warmup_steps = 2
decay_minutes = 1
log_steps = 2
checkpoint_seconds = {seconds}
validation_seconds = 1000
validation_windows = 2
"""


@pytest.fixture
def data(tokenizer, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "plan.json").write_text(json.dumps({"shards": 1, "windows": 8, "seed": 1}))
    for name in ("train-0000.npy", "valid.npy"):
        write_shard(_records(), tokenizer, folder / name, seed=1, number=0, windows=8)
    return folder


def test_resume_is_exact(data, tmp_path, monkeypatch):
    config = tmp_path / "micro.toml"
    config.write_text(CONFIG.format(seconds=0))
    whole = torch.load(train(config, data, tmp_path / "whole", None, 4, False), weights_only=True)

    # The same run, stopped after its second step by something outside.
    import boardwise_train.train as module

    saves = []
    original = module.save_checkpoint

    def stop_after_two(path, state):
        original(path, state)
        saves.append(state["step"])
        if len(saves) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "save_checkpoint", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        train(config, data, tmp_path / "parts", None, 4, False)
    monkeypatch.setattr(module, "save_checkpoint", original)
    resumed = torch.load(train(config, data, tmp_path / "parts", None, 4, True), weights_only=True)

    assert resumed["step"] == whole["step"] == 4
    for name, weight in whole["model"].items():
        assert torch.equal(weight, resumed["model"][name]), name


def test_schedule_warms_up_holds_and_decays_to_zero():
    assert schedule(0.0, 0.1) == pytest.approx(0.1)
    assert schedule(0.5, 2.0) == 1.0
    assert schedule(0.9, 2.0) == pytest.approx(0.5)
    assert schedule(1.0, 2.0) == 0.0


def test_the_average_is_what_is_kept_and_resumed(data, tmp_path):
    config = tmp_path / "micro.toml"
    config.write_text(CONFIG.format(seconds=0))
    whole = train(config, data, tmp_path / "whole", None, 3, False, {"ema": "0.5"})
    state = torch.load(whole, weights_only=True)
    kept, _, _ = load_checkpoint(whole)
    name = "blocks.0.ffn.up.weight"
    assert torch.equal(kept.state_dict()[name], state["average"]["module." + name])
    assert not torch.equal(kept.state_dict()[name], state["model"][name])
    assert (tmp_path / "whole/curve.svg").read_text().startswith("<svg")


def test_windows_longer_than_the_context_and_unknown_keys_are_refused(data, tmp_path):
    config = tmp_path / "micro.toml"
    config.write_text(CONFIG.format(seconds=0).replace("ffn = 256", "ffn = 256\ncontext = 256"))
    with pytest.raises(ValueError, match="windows of 512 tokens, the model a context of 256"):
        train(config, data, tmp_path / "short", None, 1, False)
    with pytest.raises(ValueError, match="no train.rate"):
        train(config, data, tmp_path / "short", None, 1, False, {"rate": "1"})


def test_a_longer_window_keeps_the_proportions(tokenizer, tmp_path):
    write_shard(_records(), tokenizer, tmp_path / "long.npy", seed=1, number=0, windows=4, window=1024)
    assert np.load(tmp_path / "long.npy").shape == (4, 1024)
