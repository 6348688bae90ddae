"""Checkpoint to GGUF: one file with weights, tokenizer and everything a reader must know."""

import json
from pathlib import Path

import gguf
import numpy as np
import torch
from tokenizers import Tokenizer

from . import tokenizer as tk
from .model import Decoder, ModelConfig
from .q4k import quantize_q4_k

PROMPT_FORMAT = "spm-joint-1"
QUANTS = {
    "f32": gguf.LlamaFileType.ALL_F32,
    "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0,
    "q4_k": gguf.LlamaFileType.MOSTLY_Q4_K_S,
}


def permute_rope_rows(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rows from (i, i + half) pairs to the (2i, 2i + 1) pairs that llama.cpp's `llama` architecture rotates."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def unpermute_rope_rows(weight: np.ndarray, heads: int) -> np.ndarray:
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def gguf_tensors(model: Decoder) -> dict[str, np.ndarray]:
    """Weights under GGUF names. The embedding is tied: there is no `output.weight`."""
    config = model.config

    def array(tensor: torch.Tensor) -> np.ndarray:
        return np.ascontiguousarray(tensor.detach().float().cpu().numpy())

    tensors = {"token_embd.weight": array(model.embedding.weight), "output_norm.weight": array(model.norm.weight)}
    for index, block in enumerate(model.blocks):
        attention, ffn = block.attention, block.ffn
        tensors |= {
            f"blk.{index}.attn_norm.weight": array(block.attention_norm.weight),
            f"blk.{index}.attn_q.weight": permute_rope_rows(array(attention.q.weight), config.heads),
            f"blk.{index}.attn_k.weight": permute_rope_rows(array(attention.k.weight), config.kv_heads),
            f"blk.{index}.attn_v.weight": array(attention.v.weight),
            f"blk.{index}.attn_output.weight": array(attention.o.weight),
            f"blk.{index}.ffn_norm.weight": array(block.ffn_norm.weight),
            f"blk.{index}.ffn_gate.weight": array(ffn.gate.weight),
            f"blk.{index}.ffn_up.weight": array(ffn.up.weight),
            f"blk.{index}.ffn_down.weight": array(ffn.down.weight),
        }
    return tensors


def write_gguf(model: Decoder, tokenizer: Tokenizer, path: Path, quant: str, name: str, description: str = "") -> None:
    """Write the file beside its final name first, so that a reader never sees half of it."""
    config = model.config
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    writer = gguf.GGUFWriter(str(partial), "llama")
    writer.add_name(name)
    writer.add_license("Apache-2.0 OR MIT")
    if description:
        writer.add_description(description)
    writer.add_string("boardwise.format", PROMPT_FORMAT)
    writer.add_file_type(QUANTS[quant])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(config.context)
    writer.add_embedding_length(config.width)
    writer.add_block_count(config.layers)
    writer.add_feed_forward_length(config.ffn)
    writer.add_head_count(config.heads)
    writer.add_head_count_kv(config.kv_heads)
    writer.add_layer_norm_rms_eps(config.norm_eps)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_vocab_size(config.vocab)

    vocabulary = sorted(tokenizer.get_vocab(with_added_tokens=True).items(), key=lambda item: item[1])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([text for text, _ in vocabulary])
    writer.add_token_types(
        [gguf.TokenType.CONTROL if text in tk.SPECIAL_TOKENS else gguf.TokenType.NORMAL for text, _ in vocabulary]
    )
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_bos_token_id(tk.END)
    writer.add_eos_token_id(tk.END)
    writer.add_pad_token_id(tk.END)
    # The prompt format writes its first <|endoftext|> itself.
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_uint32("tokenizer.ggml.fim_pre_token_id", tk.FIM_PREFIX)
    writer.add_uint32("tokenizer.ggml.fim_suf_token_id", tk.FIM_SUFFIX)
    writer.add_uint32("tokenizer.ggml.fim_mid_token_id", tk.FIM_MIDDLE)

    for tensor_name, weight in gguf_tensors(model).items():
        if weight.ndim == 1 or quant == "f32":
            writer.add_tensor(tensor_name, weight)
        elif quant == "q8_0" or tensor_name == "token_embd.weight":
            # The tied embedding is also the output layer, where four bits cost most: it stays at eight.
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(tensor_name, gguf.quants.quantize(weight, kind), raw_dtype=kind)
        else:
            writer.add_tensor(tensor_name, quantize_q4_k(weight), raw_dtype=gguf.GGMLQuantizationType.Q4_K)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.replace(path)


def read_gguf(path: Path) -> Decoder:
    """Load a file written by `write_gguf` back, dequantized to f32: the reference for parity tests."""
    reader = gguf.GGUFReader(str(path))

    def field(key: str) -> float:
        return reader.fields[key].parts[-1][0].item()

    config = ModelConfig(
        vocab=int(field("llama.vocab_size")),
        width=int(field("llama.embedding_length")),
        layers=int(field("llama.block_count")),
        heads=int(field("llama.attention.head_count")),
        kv_heads=int(field("llama.attention.head_count_kv")),
        ffn=int(field("llama.feed_forward_length")),
        context=int(field("llama.context_length")),
        rope_theta=float(field("llama.rope.freq_base")),
        norm_eps=float(field("llama.attention.layer_norm_rms_epsilon")),
    )
    model = Decoder(config)
    weights = {}
    for tensor in reader.tensors:
        weight = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if tensor.name.endswith("attn_q.weight"):
            weight = unpermute_rope_rows(weight, config.heads)
        elif tensor.name.endswith("attn_k.weight"):
            weight = unpermute_rope_rows(weight, config.kv_heads)
        weights[tensor.name] = torch.from_numpy(np.ascontiguousarray(weight))
    with torch.no_grad():
        model.embedding.weight.copy_(weights["token_embd.weight"])
        model.norm.weight.copy_(weights["output_norm.weight"])
        for index, block in enumerate(model.blocks):
            for name, parameter in (
                ("attn_norm", block.attention_norm.weight),
                ("attn_q", block.attention.q.weight),
                ("attn_k", block.attention.k.weight),
                ("attn_v", block.attention.v.weight),
                ("attn_output", block.attention.o.weight),
                ("ffn_norm", block.ffn_norm.weight),
                ("ffn_gate", block.ffn.gate.weight),
                ("ffn_up", block.ffn.up.weight),
                ("ffn_down", block.ffn.down.weight),
            ):
                parameter.copy_(weights[f"blk.{index}.{name}.weight"])
    return model
