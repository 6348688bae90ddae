"""Writes the fixtures of this folder: for each family of networks a tiny model with random weights, and what
`transformers` says to a prompt. Needs torch, transformers, gguf, tokenizers and sentencepiece.

    python models/model/tests/families/make.py
"""

import io
import json
from pathlib import Path

import gguf
import sentencepiece
import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers
from transformers import (
    GemmaConfig,
    GemmaForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
    Starcoder2Config,
    Starcoder2ForCausalLM,
)

FOLDER = Path(__file__).parent
SHAPE = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, intermediate_size=48, max_position_embeddings=256)
SKETCH = """// A lamp that follows a button, written for this test.
const int lampPin = 13;  const int buttonPin = 2;
void setup() {
  pinMode(lampPin, OUTPUT); pinMode(buttonPin, INPUT_PULLUP);
  Serial.begin(115200);
}
void loop() {
  bool isPressed = digitalRead(buttonPin) == LOW;
  digitalWrite(lampPin, isPressed ? HIGH : LOW);
  Serial.print("pressed: "); Serial.println(isPressed);
  delay(10);
}
from machine import Pin
import time
lamp = Pin(25, Pin.OUT)
while True:
    lamp.toggle()
    time.sleep_ms(500)
"""
TEXTS = ["", "void setup() {\n  pinMode(13, OUTPUT);\n\n\n}", "    lamp.toggle()  # 21 °C\r\n\tx=0x1F", "don't größe 温度 🦀 if (a&&!b) y=1e-3;"]
QWEN2 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def split(pattern: str) -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Split(Regex(pattern), "isolated")


def byte_level(parts: list) -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Sequence([*parts, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def bpe(pre: pre_tokenizers.PreTokenizer, special: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=340, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator([SKETCH], trainer)
    tokenizer.encode_special_tokens = True
    return tokenizer


def write_bpe(writer: gguf.GGUFWriter, tokenizer: Tokenizer, pre: str, special: list[str]) -> None:
    vocabulary = sorted(tokenizer.get_vocab(with_added_tokens=True).items(), key=lambda item: item[1])
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list([text for text, _ in vocabulary])
    writer.add_token_types([gguf.TokenType.CONTROL if text in special else gguf.TokenType.NORMAL for text, _ in vocabulary])
    writer.add_token_merges([" ".join(merge) for merge in merges])


def spm(special: list[str]) -> sentencepiece.SentencePieceProcessor:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SKETCH.split("\n")), model_writer=model, model_type="bpe", vocab_size=420, byte_fallback=True,
        split_digits=True, add_dummy_prefix=False, remove_extra_whitespaces=False, normalization_rule_name="identity",
        character_coverage=1.0, bos_id=2, eos_id=1, unk_id=3, pad_id=0, bos_piece="<bos>", eos_piece="<eos>", pad_piece="<pad>",
        user_defined_symbols=[*special, "\n", "\n\n", "\n\n\n", "▁▁", "▁▁▁▁"], minloglevel=2, hard_vocab_limit=False,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def write_spm(writer: gguf.GGUFWriter, processor: sentencepiece.SentencePieceProcessor, special: list[str]) -> None:
    pieces = range(processor.get_piece_size())

    def kind(index: int) -> int:
        piece = processor.id_to_piece(index)
        if processor.is_unknown(index):
            return gguf.TokenType.UNKNOWN
        if processor.is_control(index) or piece in special:
            return gguf.TokenType.CONTROL
        if processor.is_byte(index):
            return gguf.TokenType.BYTE
        # SentencePiece does not tell user-defined pieces apart; these are ours.
        return gguf.TokenType.USER_DEFINED if piece.strip("\n▁") == "" and piece != "▁" and (len(piece) > 1 or piece == "\n") else gguf.TokenType.NORMAL

    writer.add_tokenizer_model("llama")
    writer.add_token_list([processor.id_to_piece(index) for index in pieces])
    writer.add_token_scores([processor.get_score(index) for index in pieces])
    writer.add_token_types([kind(index) for index in pieces])
    writer.add_add_space_prefix(False)


NAMES = {
    "model.embed_tokens.weight": "token_embd.weight", "lm_head.weight": "output.weight",
    "model.norm": "output_norm", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "mlp.c_fc": "ffn_up", "mlp.c_proj": "ffn_down",
}


def gguf_name(name: str) -> str:
    for old, new in NAMES.items():
        name = name.replace(old, new)
    return name.replace("model.layers.", "blk.")


def permute(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """Rows as llama.cpp wants them for networks that rotate neighbours."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def write(name: str, architecture: str, model: torch.nn.Module, encode, write_tokenizer, prompt: list[int]) -> None:
    torch.manual_seed(5)
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            # Large enough that every part of the network moves the logits.
            torch.nn.init.normal_(parameter, std=0.3)
            if "norm" in parameter_name and parameter_name.endswith("weight"):
                parameter.add_(1.0 if architecture != "gemma" else 0.0)
    model = model.eval().float()
    config = model.config
    writer = gguf.GGUFWriter(str(FOLDER / f"{name}.gguf"), architecture)
    writer.add_name(f"random {name}")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    rope = config.rope_parameters
    writer.add_rope_freq_base(rope["rope_theta"])
    if rope["rope_type"] == "linear":
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(rope["factor"])
    if architecture == "starcoder2":
        writer.add_layer_norm_eps(config.norm_epsilon)
    else:
        writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    if architecture == "gemma":
        writer.add_key_length(config.head_dim)
        writer.add_value_length(config.head_dim)
    write_tokenizer(writer)
    for key, weight in model.state_dict().items():
        if key == "lm_head.weight" and config.tie_word_embeddings:
            continue
        if architecture == "llama" and ("q_proj" in key or "k_proj" in key):
            weight = permute(weight, config.num_attention_heads if "q_proj" in key else config.num_key_value_heads)
        if architecture == "gemma" and "norm" in key:
            weight = weight + 1
        writer.add_tensor(gguf_name(key), weight.contiguous().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with torch.no_grad():
        logits = model(torch.tensor([prompt])).logits[0]
    golden = {
        "prompt": prompt,
        "logits": {str(length): [round(value, 5) for value in logits[length - 1].tolist()] for length in (1, len(prompt) // 2, len(prompt))},
        "texts": [{"text": text, "tokens": encode(text)} for text in TEXTS],
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n")


def with_bpe(name, architecture, pre, pre_tokenizer, special, network) -> None:
    tokenizer = bpe(pre_tokenizer, special)
    encode = lambda text: tokenizer.encode(text).ids  # noqa: E731
    vocabulary = tokenizer.get_vocab_size()
    write(name, architecture, network(vocabulary), encode, lambda writer: write_bpe(writer, tokenizer, pre, special), encode(SKETCH)[:60])


def main() -> None:
    with_bpe(
        "qwen2", "qwen2", "qwen2", byte_level([split(QWEN2)]),
        ["<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>"],
        lambda n: Qwen2ForCausalLM(Qwen2Config(vocab_size=n, tie_word_embeddings=True, rope_theta=1e6, rms_norm_eps=1e-6, **SHAPE)),
    )
    digits = pre_tokenizers.Digits(individual_digits=True)
    with_bpe(
        "starcoder2", "starcoder2", "starcoder",
        pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]),
        ["<|endoftext|>", "<fim_prefix>", "<fim_middle>", "<fim_suffix>", "<fim_pad>", "<repo_name>", "<file_sep>"],
        lambda n: Starcoder2ForCausalLM(Starcoder2Config(vocab_size=n, tie_word_embeddings=True, use_bias=True, sliding_window=None, **SHAPE)),
    )
    deepseek = [split(r"[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[一-龥ࠀ-一가-퟿]+"), digits]
    with_bpe(
        "deepseek-coder", "llama", "deepseek-coder", byte_level(deepseek),
        ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"],
        lambda n: LlamaForCausalLM(LlamaConfig(
            vocab_size=n, tie_word_embeddings=False, rms_norm_eps=1e-6,
            rope_parameters={"rope_type": "linear", "factor": 4.0, "rope_theta": 100000.0}, **SHAPE)),
    )
    special = ["<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|file_separator|>"]
    processor = spm(special)
    write(
        "codegemma", "gemma",
        GemmaForCausalLM(GemmaConfig(vocab_size=processor.get_piece_size(), head_dim=32, hidden_activation="gelu_pytorch_tanh", **SHAPE)),
        processor.encode, lambda writer: write_spm(writer, processor, special), processor.encode(SKETCH)[:60],
    )


if __name__ == "__main__":
    main()
