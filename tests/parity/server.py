"""Completion through a real llama.cpp server on loopback, with our own weights: `python server.py BOARDWISE MODEL.gguf`.

The server (llama-cpp-python's, OpenAI-compatible completions) must cut the prompt into the tokens that we do, what it
writes must pass the same verdict, and a server that ends must be said in one line.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SKETCH = "#define POT 34\nvoid setup() {\n  Serial.begin(\n}\n\nvoid loop() {\n  int value = analogRead(POT);\n  Serial.println(\n}\n"
PROMPT = "<|endoftext|><|board|>arduino - -\nlibs: -\n<|fim_suffix|>\n}\n<|fim_middle|>void setup() {\n  Serial.begin("


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def complete(program: str, place: str, folder: str, *more: str) -> subprocess.CompletedProcess:
    command = [program, "complete", place, "--board", "esp32dev", "--format", "json", *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | {"BOARDWISE_DATA": folder})


def main(program: str, gguf: str) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        log = open(Path(folder) / "server.log", "w+")
        options = ["--model", gguf, "--host", "127.0.0.1", "--port", str(port), "--n_ctx", "512", "--n_threads", "1", "--logits_all", "true"]
        server = subprocess.Popen([sys.executable, "-m", "llama_cpp.server", *options], stdout=log, stderr=log)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"{url}/v1/models", timeout=2).read()
                    break
                except OSError:
                    assert server.poll() is None, Path(log.name).read_text()[-2000:]
                    time.sleep(0.5)
            body = {"prompt": PROMPT, "max_tokens": 24, "temperature": 0.0, "seed": 1, "logprobs": 1}
            request = urllib.request.Request(f"{url}/v1/completions", json.dumps(body).encode(), {"content-type": "application/json"})
            answer = json.loads(urllib.request.urlopen(request, timeout=120).read())
            text = answer["choices"][0]["text"]
            # A second beginning of the text, or markers read as letters, would show here.
            print(f"server: {answer['usage']['prompt_tokens']} tokens of prompt, goes on with {text!r}")
            assert text.startswith(("9600", "115200")), text

            sketch = Path(folder) / "a.ino"
            sketch.write_text(SKETCH)
            backend = ("--backend", url, "--backend-format", "spm-joint-1")
            asked = shown = 0
            for line, column in ((3, 16), (8, 18)):
                done = complete(program, f"{sketch}:{line}:{column}", folder, *backend)
                assert done.returncode == 0, done.stderr
                answer = json.loads(done.stdout)
                print(f"line {line}: {[it['text'] for it in answer['suggestions']]}, hidden {[(it['text'], it['rule']) for it in answer['rejected']]}")
                asked += bool(answer["suggestions"] or answer["rejected"])
                shown += bool(answer["suggestions"])
                assert all(it["verdict"] in ("clean", "warned") and 0 <= it["score"] <= 1 for it in answer["suggestions"])
            assert asked == 2 and shown >= 1, "the server's drafts never reached the verdict"
            wrong = complete(program, f"{sketch}:3:16", folder, "--backend", url, "--backend-format", "nonsense")
            assert wrong.returncode == 2 and "unknown prompt format" in wrong.stderr, wrong.stderr
        finally:
            server.terminate()
            server.wait(30)
        gone = complete(program, f"{sketch}:3:16", folder, *backend)
        said = (gone.stdout + gone.stderr).strip()
        assert "cannot be reached" in said and "Traceback" not in said, said
        print("a server that is gone:", json.loads(gone.stdout)["rejected"] if gone.stdout.startswith("{") and "rejected" in gone.stdout else gone.stderr.strip())
    print("completion through llama.cpp's server: fine")


if __name__ == "__main__":
    main(*sys.argv[1:3])
