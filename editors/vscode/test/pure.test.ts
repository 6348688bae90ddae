// What the extension decides without VS Code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../src/restart";
import { isForeignName, mayBeFirmware, nameOf, withoutDoubles, withoutNames, withoutSignature } from "../src/selector";
import { withBoard } from "../src/toml";

const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
const document = (languageId: string, path: string, scheme = "file") => ({ languageId, uri: { scheme, path } });

test("sketches are known by their names, whatever their language is called", () => {
  for (const language of ["cpp", "ino", "arduino", "plaintext"]) {
    assert.ok(mayBeFirmware(document(language, "/a/blink.ino")));
  }
  assert.ok(mayBeFirmware(document("python", "/a/main.py")));
  assert.ok(!mayBeFirmware(document("rust", "/a/main.rs")));
  assert.ok(!mayBeFirmware(document("cpp", "/a/blink.ino", "git")));
});

test("what a compiler's front end has said about a place is not said again", () => {
  const ours = [
    { range: at(3, 2, 10), rule: "unknown-function" },
    { range: at(3, 2, 10), rule: "input-only-pin-driven" },
    { range: at(5, 0, 4), rule: "missing-include" },
  ];
  assert.deepEqual(withoutDoubles(ours, []), ours);
  assert.deepEqual(withoutDoubles(ours, [at(3, 5, 6)]), [ours[1], ours[2]]);
  assert.deepEqual(withoutDoubles(ours, [at(4, 0, 80)]), ours);
  assert.deepEqual(withoutDoubles(ours, [at(2, 0, 1), at(5, 4, 9)]), [ours[0], ours[1]]);
});

test("a signature that another hover shows is left out, facts stay", () => {
  assert.equal(withoutSignature("```\ndigitalWrite(pin, value)\n```\n*arduino-esp32@3.3.8*"), "*arduino-esp32@3.3.8*");
  assert.equal(withoutSignature("`OUT = 1`\n\n*micropython@1.27*"), "*micropython@1.27*");
  const pin = "**Pin 34** on ESP32 DevKitC\n\ninput only";
  assert.equal(withoutSignature(pin), pin);
});

test("names that others offer are not offered twice, pins are", () => {
  const kinds = { Text: 0, Snippet: 14 };
  assert.ok(isForeignName(2, kinds) && !isForeignName(0, kinds) && !isForeignName(14, kinds));
  assert.equal(nameOf({ label: " •digitalWrite(uint8_t pin, uint8_t val)" }), "digitalWrite");
  assert.equal(nameOf({ label: { label: "Pin" }, filterText: "Pin" }), "Pin");
  const ours = [{ label: "digitalWrite" }, { label: "LED_BUILTIN", data: { board: true } }, { label: "ledcAttach" }];
  assert.deepEqual(withoutNames(ours, new Set(["digitalWrite", "LED_BUILTIN"])), ours.slice(1));
});

test("the server is started with growing patience, and not for ever", () => {
  const backoff = new Backoff();
  const waits: (number | undefined)[] = [];
  for (let now = 0; now < 6; now++) {
    backoff.started(now);
    waits.push(backoff.fell(now + 1));
  }
  assert.deepEqual(waits, [500, 2_000, 5_000, 15_000, 30_000, undefined]);
  backoff.reset();
  backoff.started(0);
  assert.equal(backoff.fell(1), 500);
});

test("a server that lived for a minute was healthy", () => {
  const backoff = new Backoff();
  backoff.started(0);
  assert.equal(backoff.fell(10), 500);
  backoff.started(1_000);
  assert.equal(backoff.fell(100_000), 500);
});

test("one line of boardwise.toml changes and the rest stays", () => {
  assert.equal(withBoard("", "uno"), 'board = "uno"\n');
  assert.equal(withBoard('# ours\nboard = "uno" # desk\nallow = ["x"]\n', "pico"), '# ours\nboard = "pico" # desk\nallow = ["x"]\n');
  assert.equal(withBoard('allow = ["x"]\n', "pico"), 'board = "pico"\nallow = ["x"]\n');
  assert.equal(withBoard('[other]\nboard = "x"\n', "pico"), 'board = "pico"\n[other]\nboard = "x"\n');
  assert.equal(withBoard('board = "uno"\r\nallow = []\r\n', "pico"), 'board = "pico"\r\nallow = []\r\n');
  assert.equal(withBoard('board = "uno"\nallow = []\n', undefined), "allow = []\n");
});
