"""The tokenizer: byte-level BPE whose pre-tokenizer is llama.cpp's `smollm` type.

Digits stand alone, the rest is split by the GPT-2 pattern over bytes, no prefix space:
GGUF readers that know `tokenizer.ggml.pre = smollm` split text exactly as training did.
"""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

# Ids are positions in this list and are fixed: prompts, weights and the Rust side rely on them.
SPECIAL_TOKENS = [
    "<|endoftext|>",
    "<|fim_prefix|>",
    "<|fim_suffix|>",
    "<|fim_middle|>",
    "<|board|>",
    "<|symbols|>",
    "<|task|>",
    "<|file|>",
]
END, FIM_PREFIX, FIM_SUFFIX, FIM_MIDDLE, BOARD, SYMBOLS, TASK, FILE = range(8)


def train_tokenizer(texts: Iterable[str], vocab: int, progress: bool = True) -> Tokenizer:
    """Learn merges from `texts`; every byte is in the alphabet, so any file can be encoded."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab,
        special_tokens=SPECIAL_TOKENS,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        max_token_length=32,
        show_progress=progress,
    )
    tokenizer.train_from_iterator(texts, trainer)
    if tokenizer.get_vocab_size() != vocab:
        raise ValueError(f"only {tokenizer.get_vocab_size()} of {vocab} tokens could be learnt; give more text or a smaller vocabulary")
    # Text of users never becomes a control token by accident.
    tokenizer.encode_special_tokens = True
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Read `tokenizer.json`; special tokens spelled in a text stay ordinary text."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.encode_special_tokens = True
    return tokenizer


def byte_decoder() -> dict[str, int]:
    """The GPT-2 table from printable stand-ins back to bytes."""
    kept = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table = {chr(value): value for value in kept}
    shifted = (value for value in range(256) if value not in set(kept))
    table.update({chr(256 + index): value for index, value in enumerate(shifted)})
    return table


def token_bytes(tokenizer: Tokenizer) -> list[bytes]:
    """What each id stands for; control tokens stand for nothing."""
    table = byte_decoder()
    vocabulary = sorted(tokenizer.get_vocab(with_added_tokens=True).items(), key=lambda item: item[1])
    return [b"" if text in SPECIAL_TOKENS else bytes(table[char] for char in text) for text, _ in vocabulary]
