"""What llama.cpp says to the prompts of a `golden.json`, as JSON: `python -m boardwise_train.llama MODEL.gguf golden.json`.

Runs in any Python that has the package llama-cpp-python; it imports nothing else of ours.
"""

import json
import sys
from pathlib import Path


def answers(gguf: Path, golden: Path) -> list[dict]:
    """For each prompt its first logits, its greedy text, and the tokens of its prefix."""
    import llama_cpp

    asked = json.loads(golden.read_text())
    # Keys and values in f32 and no fused attention: then only the order of sums differs.
    f32 = llama_cpp.GGML_TYPE_F32
    model = llama_cpp.Llama(str(gguf), n_ctx=512, n_threads=1, logits_all=True, verbose=False, type_k=f32, type_v=f32, flash_attn=False)
    result = []
    for case in asked["cases"]:
        model.reset()
        model.eval(case["prompt"])
        sequence, first = [], None
        while len(sequence) < asked["greedy_tokens"]:
            logits = model.scores[model.n_tokens - 1]
            first = logits.tolist() if first is None else first
            token = int(logits.argmax())
            if token == asked["end"]:
                break
            sequence.append(token)
            model.eval([token])
        text = model.detokenize(sequence).decode("utf-8", "replace") if sequence else ""
        tokens = model.tokenize(case["prefix"].encode(), add_bos=False, special=False)
        result.append({"logits": first, "greedy": text, "tokens": tokens})
    return result


if __name__ == "__main__":
    print(json.dumps(answers(Path(sys.argv[1]), Path(sys.argv[2]))))
