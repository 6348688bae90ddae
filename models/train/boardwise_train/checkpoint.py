"""Read a training checkpoint back as a model and its tokenizer."""

from pathlib import Path

import torch
from tokenizers import Tokenizer

from .model import Decoder, ModelConfig


def load_checkpoint(path: Path) -> tuple[Decoder, Tokenizer, dict]:
    state = torch.load(path, map_location="cpu", weights_only=True)
    model = Decoder(ModelConfig(**state["config"]))
    if average := state.get("average"):
        prefix = "module."
        model.load_state_dict({name.removeprefix(prefix): value for name, value in average.items() if name.startswith(prefix)})
    else:
        model.load_state_dict(state["model"])
    tokenizer = Tokenizer.from_str(state["tokenizer"])
    tokenizer.encode_special_tokens = True
    return model.eval(), tokenizer, state
