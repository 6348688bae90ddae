"""Writes GGUF files with random weights, of several sizes, to measure speed (never quality).

    PYTHONPATH=models/train python bench/random_models.py TOKENIZER.json FOLDER [--quant q8_0] [12 30 60 160]

Needs torch, gguf and tokenizers (models/train/requirements.lock). The tokenizer is one that
`boardwise_train tokenizer` wrote; its 8192 tokens serve every size.
"""

import argparse
from pathlib import Path

import torch
from boardwise_train.export import write_gguf
from boardwise_train.model import Decoder, ModelConfig
from tokenizers import Tokenizer

# Millions of parameters, about: width, layers, heads, key and value heads, feed-forward.
SIZES = {12: (256, 12, 4, 2, 768), 30: (512, 8, 8, 2, 1536), 60: (512, 16, 8, 2, 1536), 160: (768, 24, 12, 4, 2048)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tokenizer")
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--quant", default="q8_0")
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(arguments.tokenizer)
    for size in arguments.sizes:
        width, layers, heads, kv_heads, ffn = SIZES[size]
        torch.manual_seed(size)
        config = ModelConfig(
            vocab=8192, width=width, layers=layers, heads=heads, kv_heads=kv_heads, ffn=ffn, context=2048, rope_theta=1e4, norm_eps=1e-5
        )
        path = arguments.folder / f"random-{size}m-{arguments.quant}.gguf"
        write_gguf(Decoder(config), tokenizer, path, arguments.quant, f"random {size} M")
        print(path, f"{path.stat().st_size / 1e6:.1f} MB", flush=True)


main()
