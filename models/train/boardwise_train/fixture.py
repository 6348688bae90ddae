"""A model of under 1 MB with exact expected output, against which other implementations are tested.

It is trained for a minute on a few sketches written here, so that its greedy choices have
wide margins and survive the rounding of quantized kernels.
"""

import json
from pathlib import Path

import torch

from . import tokenizer as tk
from .export import PROMPT_FORMAT, read_gguf, write_gguf
from .model import Decoder, ModelConfig

_ARDUINO = """const int {name}Pin = {pin};
unsigned long lastChange = 0;

void setup() {{
  Serial.begin(115200);
  pinMode({name}Pin, OUTPUT);
  Serial.println("{name} on pin {pin}");
}}

void loop() {{
  if (millis() - lastChange >= {delay}) {{
    lastChange = millis();
    digitalWrite({name}Pin, !digitalRead({name}Pin));
  }}
  int level = analogRead(A0);
  if (level > {level}) {{
    Serial.print("level: ");
    Serial.println(level);
  }}
}}
"""
_MICROPYTHON = """from machine import Pin, ADC
import time

{name} = Pin({pin}, Pin.OUT)
sensor = ADC(Pin(26))

while True:
    {name}.value(not {name}.value())
    level = sensor.read_u16()
    if level > {level}:
        print("level:", level)
    time.sleep_ms({delay})
"""
STABLE_MARGIN = 0.5
_CONFIG = dict(vocab=448, width=256, layers=2, heads=4, kv_heads=2, ffn=256, context=512)
_PROMPTS = [
    ("arduino avr uno\nlibs: -\n", "", "const int ledPin = 13;\nunsigned long lastChange = 0;\n\nvoid setup() {\n  Serial.begin("),
    ("arduino avr uno\nlibs: -\n", ");\n}\n", "void setup() {\n  pinMode(relayPin, "),
    ("micropython rp2040 pico\nlibs: machine,time\n", "", "from machine import Pin, ADC\nimport time\n\nled = Pin(25, "),
]


def _texts() -> list[tuple[str, str]]:
    texts = []
    for index, name in enumerate(["led", "relay", "buzzer", "motor", "lamp", "valve"]):
        for pin, delay, level in ((13 - index, 500, 600), (2 + index, 250, 512), (25, 1000, 800)):
            values = dict(name=name, pin=pin, delay=delay, level=level)
            texts.append(("arduino avr uno\nlibs: -\n", _ARDUINO.format(**values)))
            texts.append(("micropython rp2040 pico\nlibs: machine,time\n", _MICROPYTHON.format(**values)))
    return texts


def prompt_tokens(tokenizer: tk.Tokenizer, header: str, suffix: str, prefix: str) -> list[int]:
    def encode(text: str) -> list[int]:
        return tokenizer.encode(text).ids

    return [tk.END, tk.BOARD, *encode(header), tk.FIM_SUFFIX, *encode(suffix), tk.FIM_MIDDLE, *encode(prefix)]


def write_fixture(folder: Path, steps: int = 200) -> None:
    """Train, quantize to Q8_0, read the file back and record logits and greedy continuations in f32."""
    torch.manual_seed(7)
    torch.use_deterministic_algorithms(True)
    texts = _texts()
    tokenizer = tk.train_tokenizer([header + text for header, text in texts], _CONFIG["vocab"], progress=False)
    model = Decoder(ModelConfig(**_CONFIG))
    samples = []
    for index, (header, text) in enumerate(texts):
        cut = (index * 37) % len(text)
        for suffix_start in (len(text), cut):
            samples.append(prompt_tokens(tokenizer, header, text[suffix_start:][:200], text[:suffix_start]) + [tk.END])
    length = max(map(len, samples))
    tokens = torch.tensor([sample + [tk.END] * (length - len(sample)) for sample in samples])
    targets = torch.tensor([sample[1:] + [-100] * (length - len(sample) + 1) for sample in samples])
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for step in range(steps):
        batch = torch.randint(len(samples), (8,))
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / steps)
        loss = model(tokens[batch], targets[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    path = folder / "tiny.gguf"
    write_gguf(model, tokenizer, path, "q8_0", "boardwise tiny fixture", "Test fixture; knows nothing but one sketch.")

    model = read_gguf(path).eval()
    cases = []
    for header, suffix, prefix in _PROMPTS:
        prompt = prompt_tokens(tokenizer, header, suffix, prefix)
        sequence, margins, first = list(prompt), [], None
        with torch.no_grad():
            for _ in range(64):
                logits = model(torch.tensor([sequence]))[0, -1]
                if first is None:
                    first = logits
                top = logits.topk(2).values
                margins.append(round((top[0] - top[1]).item(), 4))
                sequence.append(int(logits.argmax()))
                if sequence[-1] == tk.END:
                    break
        greedy = sequence[len(prompt) :]
        cases.append(
            {
                "header": header,
                "suffix": suffix,
                "prefix": prefix,
                "prompt_tokens": prompt,
                "first_logits": [round(value, 5) for value in first.tolist()],
                "greedy_tokens": greedy,
                "greedy_text": tokenizer.decode([token for token in greedy if token >= len(tk.SPECIAL_TOKENS)]),
                "greedy_margins": margins,
                # Quantized kernels round activations too: only as far as this need they agree.
                "stable_tokens": next((index for index, margin in enumerate(margins) if margin < STABLE_MARGIN), len(margins)),
            }
        )
    golden = {
        "about": "f32 reference on the dequantized weights of tiny.gguf; greedy stops after <|endoftext|> or 64 tokens",
        "format": PROMPT_FORMAT,
        "final_training_loss": round(loss.item(), 4),
        "cases": cases,
    }
    (folder / "tiny.golden.json").write_text(json.dumps(golden, indent=1) + "\n")
