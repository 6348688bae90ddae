// How long a person waits: node measure.mjs PREFIX VSIX [RUNS [PROGRAM]]
//
// With PROGRAM, first the server alone, over its pipes: from its start to the findings of the sketch
// and to a suggestion. Then with the editor around it:
// Installs the package into an empty VS Code, opens a sketch and waits for the first underline and
// the first ghost text. What is counted begins when the sketch's text is on the screen; what the
// workbench itself needs until then is told beside it, and so is the floor: the first underline of an
// extension without a server that underlines one word as soon as it is asked to start. Prints one line
// a run and the medians.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Code, packNeighbour } from "./workbench.mjs";

const [prefix, vsix, runs = "5", program] = process.argv.slice(2);
const project = join(dirname(fileURLToPath(import.meta.url)), "project/greenhouse");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

/** Milliseconds from the start of the server to its first findings and its first suggestion. */
function alone() {
  const uri = `file://${project}/greenhouse.ino`;
  const text = readFileSync(join(project, "greenhouse.ino"), "utf8").replace("INPUT_PULLUP);\n", "INPUT_PULLUP);\n  digitalWrite(FA\n");
  const line = text.split("\n").indexOf("  digitalWrite(FA");
  const start = performance.now();
  const child = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "ignore"] });
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const capabilities = { textDocument: { inlineCompletion: {}, publishDiagnostics: {} } };
  send({ id: 1, method: "initialize", params: { processId: process.pid, rootUri: null, capabilities } });
  const open = () => {
    send({ method: "initialized", params: {} });
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "cpp", version: 1, text } } });
  };
  const place = { textDocument: { uri }, position: { line, character: 17 }, context: { triggerKind: 1 } };
  // While the model loads there is nothing to suggest: ask again, as the next keystroke does.
  let id = 2;
  const ask = () => send({ id: id++, method: "textDocument/inlineCompletion", params: place });
  let isOpen = false;
  return new Promise((resolve) => {
    const asking = setInterval(() => isOpen && ask(), 50);
    let received = "";
    const found = {};
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (piece) => {
      received += piece;
      const now = performance.now() - start;
      if (!isOpen && received.includes('"id":1')) {
        isOpen = true;
        open();
        ask();
      }
      if (received.includes("input-only-pin-driven")) {
        found.diagnostics ??= now;
      }
      if (received.includes("insertText")) {
        found.ghost ??= now;
      }
      if (found.diagnostics && found.ghost) {
        clearInterval(asking);
        child.kill();
        resolve(found);
      }
    });
  });
}

if (program) {
  const found = [];
  for (let run = 0; run < 7; run++) {
    found.push(await alone());
  }
  for (const name of ["diagnostics", "ghost"]) {
    console.log(`server alone, median ${name}: ${seconds(median(found.map((it) => it[name])))}`);
  }
}

/** Milliseconds from the text on the screen to the first underline, in a new VS Code with one extension. */
async function firstUnderline(vsix, folder, file, then = async () => ({})) {
  const work = mkdtempSync(join(tmpdir(), "boardwise-measure-"));
  const code = await Code.start({ prefix, work, vsix });
  try {
    const window = await code.open(folder, file);
    await window.squiggles().first().waitFor();
    const diagnostics = performance.now() - window.text;
    await window.close();
    return { install: code.installMs, workbench: window.openMs, diagnostics, ...(await then(code)) };
  } finally {
    await code.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** Milliseconds from the text on the screen to the first ghost text behind a line typed there. */
async function firstGhost(code) {
  const window = await code.open(project, "greenhouse.ino");
  await window.goTo(13);
  await window.page.keyboard.press("Enter");
  await window.page.keyboard.type("digitalWrite(FA");
  // As people do who see nothing yet: another keystroke asks again.
  const suggestion = window.page.locator(".ghost-text-decoration, .ghost-text").first();
  while (!(await suggestion.isVisible())) {
    await window.page.waitForTimeout(300);
    if (!(await suggestion.isVisible())) {
      await window.page.keyboard.press("Backspace");
      await window.page.keyboard.type("A");
    }
  }
  return { ghost: performance.now() - window.text };
}

const packed = mkdtempSync(join(tmpdir(), "boardwise-floor-"));
const neighbour = packNeighbour(packed);
const rows = [];
for (let run = 0; run < Number(runs); run++) {
  const { diagnostics: floor } = await firstUnderline(neighbour, join(project, "../beside"), "beside.ino");
  rows.push({ floor, ...(await firstUnderline(vsix, project, "greenhouse.ino", firstGhost)) });
  console.log(Object.entries(rows.at(-1)).map(([name, it]) => `${name} ${seconds(it)}`).join(", "));
}
rmSync(packed, { recursive: true, force: true });
for (const name of Object.keys(rows[0] ?? {})) {
  console.log(`median ${name}: ${seconds(median(rows.map((row) => row[name])))}`);
}
