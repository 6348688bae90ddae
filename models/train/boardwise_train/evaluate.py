"""Bits per byte of a checkpoint or an exported GGUF on prepared windows."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .checkpoint import load_checkpoint
from .export import read_gguf
from .tokenizer import load_tokenizer, token_bytes
from .train import bits_per_byte


def evaluate(checkpoint: Path, windows: list[Path], limit: int | None, tokenizer_path: Path | None) -> dict[str, dict[str, float]]:
    """For each file of windows: how many were read, and the bits per byte of its suffixes, prefixes and answers."""
    tokenizer: Tokenizer
    if checkpoint.suffix == ".gguf":
        if tokenizer_path is None:
            raise ValueError("a .gguf file needs --tokenizer: the tokenizer.json that cut the windows")
        model, tokenizer = read_gguf(checkpoint), load_tokenizer(tokenizer_path)
    else:
        model, tokenizer, _ = load_checkpoint(checkpoint)
    lengths = torch.tensor([len(value) for value in token_bytes(tokenizer)])
    result = {}
    for path in windows:
        data = np.load(path)[:limit]
        bits = bits_per_byte(model, data, lengths, nullcontext, torch.device("cpu"))
        result[path.stem] = {"windows": len(data), "bits_per_byte": round(bits, 4)}
    return result
