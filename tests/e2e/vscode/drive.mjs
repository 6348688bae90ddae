// Tests of the extension in a real VS Code: node drive.mjs PREFIX VSIX SHOTS [NAME…]
//
// Each test opens a window of its own on a copy of a project. None can pass without the server:
// each first waits for the board that only the server can know. One second try: the machine may be
// busy. Every test leaves a picture in SHOTS.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Code, packNeighbour } from "./workbench.mjs";

const [prefix, vsix, shots, ...wanted] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const project = (name, file) => ({ folder: join(here, "project", name), file });
const GREENHOUSE = project("greenhouse", "greenhouse.ino");
/** Windows that need more than a sketch, or more room. */
const OPENED = {
  pins: { ...GREENHOUSE, size: { width: 1700, height: 900 } },
  project: { ...project("station", "node/node.ino"), size: { width: 1500, height: 820 } },
  fade: project("station", "node/node.ino"),
  walkthrough: { ...GREENHOUSE, size: { width: 1600, height: 820 } },
  languages: project("mixed", "plot.py"),
  beside: project("beside", "beside.ino"),
};

const tests = {
  async findings({ window, shot }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await window.squiggles().first().hover({ force: true });
    const hover = window.page.locator(".monaco-hover:visible").first();
    await hover.waitFor();
    await window.until("the hover speaks of the pin", async () => /input-only/.test(await hover.innerText()));
    await shot("findings");
    await hover.locator("a", { hasText: "input-only-pin-driven" }).first().click();
    const rule = await window.webview("h1:has-text('input-only-pin-driven')");
    assert.match(await rule.locator("body").innerText(), /Why/);
    await shot("rule");
  },

  async hints({ window }) {
    await window.board("esp32dev");
    await window.until("a hint names the pin", async () => (await window.lines()).some((line) => /GPIO34 input only/.test(line)));
    await window.goTo(19);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("digitalWrite(");
    await window.page.locator(".parameter-hints-widget.visible").waitFor();
    assert.match(await window.page.locator(".parameter-hints-widget.visible").innerText(), /digitalWrite/);
    await window.page.keyboard.press("Escape");
  },

  async fix({ window, shot }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await window.goTo(11, 13);
    await window.page.keyboard.press("Control+.");
    const menu = window.page.locator(".action-widget").first();
    await menu.waitFor();
    await menu.locator(".monaco-list-row", { hasText: /Use\sGPIO/ }).first().waitFor();
    await shot("fix");
    await window.page.keyboard.press("Enter");
    await window.until("the pin is another one", async () => (await window.lines()).some((line) => /PUMP = (?!34)\d+/.test(line)));
    await window.until("no error is left", async () => (await window.squiggles().count()) === 0);
  },

  async board({ window, shot }) {
    const item = await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await item.click();
    const input = window.page.locator(".quick-input-widget input[type=text]").first();
    await input.waitFor();
    await input.fill("rp2040 raspberry pi pico");
    await input.fill("Raspberry Pi Pico");
    const row = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "pico · RP2040 · rp2040" }).first();
    await row.waitFor();
    await shot("board");
    await row.click();
    await window.board("pico");
    assert.match(readFileSync(join(window.folder, "boardwise.toml"), "utf8"), /^board = "pico"$/m);
    await window.command("Problems: Focus on Problems View");
    const panel = window.page.locator(".markers-panel");
    await window.until("the findings are the Pico's", async () => {
      const text = await panel.innerText().catch(() => "");
      return /Pico/.test(text) && !/ESP32 DevKitC/.test(text);
    });
  },

  async ghost({ window, shot }) {
    await window.board("esp32dev");
    await window.goTo(13);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("digitalWrite(FA", { delay: 40 });
    // The bracket that the editor closed by itself: the suggestion brings its own.
    await window.page.keyboard.press("Delete");
    const ghost = window.page.locator(".ghost-text-decoration, .ghost-text").first();
    await ghost.waitFor();
    await shot("ghost");
    assert.ok((await ghost.innerText()).trim().length > 0);
    const cursor = (pattern) => window.page.locator(".statusbar-item", { hasText: pattern }).first().waitFor();
    await cursor(/Ln 14, Col 18\b/);
    await window.page.keyboard.press("Control+ArrowRight");
    await cursor(/Ln 14, Col (19|2[0-2])\b/);
    await window.page.keyboard.press("Tab");
    await cursor(/Ln 14, Col 2[3-9]\b/);
    assert.match((await window.lines())[13], /digitalWrite\(\w+, \w+\);/);
  },

  /** A line at once, and what stands behind it. */
  async accept_line({ window, shot }) {
    await window.board("esp32dev");
    await window.goTo(13);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("digitalWrite(FA", { delay: 40 });
    await window.page.keyboard.press("Delete");
    await window.page.locator(".ghost-text-decoration, .ghost-text").first().waitFor();
    await window.page.keyboard.press("Control+Alt+ArrowRight");
    await window.until("the line is there", async () => /digitalWrite\(\w+, \w+\);/.test((await window.lines())[13]));
    await window.command("Boardwise: Explain This Suggestion or Finding");
    const page = await window.webview("h3:has-text('Suggestion')");
    const text = await page.locator("body").innerText();
    assert.match(text, /Written by the model with confidence/);
    assert.match(text, /, \w+\);/);
    await shot("suggestion");
  },

  /** What the popup puts first. */
  async popup({ window, shot }) {
    await window.board("esp32dev");
    await window.goTo(13);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("dela", { delay: 40 });
    await window.page.keyboard.press("Control+Space");
    const rows = window.page.locator(".suggest-widget.visible .monaco-list-row");
    await window.until("delay comes first", async () => /^delay\b/.test(await rows.first().innerText().catch(() => "")));
    await shot("popup");
  },

  /** Server, model and timings. */
  async status({ window, shot }) {
    await window.board("esp32dev");
    await window.goTo(13);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("digitalWrite(FA", { delay: 40 });
    await window.page.keyboard.press("Delete");
    await window.page.locator(".ghost-text-decoration, .ghost-text").first().waitFor();
    const item = window.page.locator("[id='status.languageStatus']");
    const hover = await window.hover(item, /Boardwise: ready/);
    assert.match(await hover.innerText(), /Boardwise: ready.*started in \d+ ms/s);
    assert.match(await hover.innerText(), /Model: boardwise.*latest suggestion in \d+ ms/s);
    await shot("status");
  },

  async switch_board({ window }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await window.command("Boardwise: Switch Board and Re-check");
    const input = window.page.locator(".quick-input-widget input[type=text]").first();
    await window.page.locator(".quick-input-title", { hasText: "Which board" }).waitFor();
    await input.fill("Raspberry Pi Pico");
    await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "pico · RP2040 · rp2040" }).first().click();
    // The status bar tells what the new board makes of the sketch.
    const said = window.page.locator(".statusbar-item", { hasText: /Checked again for Raspberry Pi Pico: \d+ errors?, \d+ warnings?/ });
    await said.first().waitFor();
  },

  async pins({ window, shot }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await window.command("Boardwise: Show Pin Map");
    const map = await window.webview("svg.boardwise");
    const pin = (number) => map.locator(`.bw-pin[data-pin="${number}"]`).first();
    assert.match(await pin(25).getAttribute("class"), /bw-used/);
    assert.match(await pin(34).getAttribute("class"), /bw-conflict/);
    assert.match(await pin(25).getAttribute("aria-label"), /FAN.* at greenhouse\.ino:\d+/);
    // Keyboard: a pin in use is in the tab order, arrows walk on, Enter jumps.
    assert.equal(await pin(25).getAttribute("tabindex"), "0");
    await map.locator("#wish").selectOption("servo");
    await map.locator(".bw-free").first().waitFor();
    await shot("pins");
    await pin(27).focus();
    await window.page.keyboard.press("Enter");
    await window.page.locator(".statusbar-item", { hasText: /Ln 13, / }).first().waitFor();
    await map.locator("#rows button", { hasText: "greenhouse.ino:12" }).first().click();
    await window.page.locator(".statusbar-item", { hasText: /Ln 12, / }).first().waitFor();
    // It follows what is typed.
    await window.goTo(6, 17);
    await window.page.keyboard.press("Shift+ArrowRight");
    await window.page.keyboard.press("Shift+ArrowRight");
    await window.page.keyboard.type("26");
    await window.until("the map follows", async () => {
      const now = await window.webview("svg.boardwise");
      return /bw-used/.test((await now.locator('.bw-pin[data-pin="26"]').first().getAttribute("class")) ?? "");
    });
    await window.command("Preferences: Toggle between Light/Dark Themes");
    await map.locator("body.vscode-dark").waitFor();
    await shot("pins-dark");
  },

  /** The map is that of the whole program as it is typed, and of the other programs of the project. */
  async project({ window, shot }) {
    await window.board("esp32dev");
    await window.command("Boardwise: Show Pin Map");
    const map = await window.webview("svg.boardwise");
    const pin = (number) => map.locator(`.bw-pin[data-pin="${number}"]`).first();
    assert.match(await pin(18).getAttribute("aria-label"), /DOOR.* at door\.ino:4/);
    // A header that is not saved moves the lamp onto the pin of the door.
    await window.file("pins.h");
    await window.goTo(2);
    await window.page.keyboard.press("Backspace");
    await window.page.keyboard.type("18");
    await window.until("the conflict is seen", async () => /bw-conflict/.test((await pin(18).getAttribute("class")) ?? ""));
    await shot("project");
    await map.locator("#rows button", { hasText: "door.ino:4" }).first().click();
    await window.page.locator('.tab.active[data-resource-name="door.ino"]').waitFor();
    await window.page.locator(".statusbar-item", { hasText: /Ln 4, / }).first().waitFor();
    // Firmware in the other language, which nobody has open.
    await map.locator("#programs").selectOption({ label: "hub (MicroPython)" });
    await window.until("the pins of the hub", async () => /at main\.py:3/.test((await pin(13).getAttribute("aria-label").catch(() => "")) ?? ""));
    await pin(13).click();
    await window.page.locator('.tab.active[data-resource-name="main.py"]').waitFor();
  },

  /** Code for another board is faded. */
  async fade({ window, shot }) {
    await window.board("esp32dev");
    await window.page.locator(".squiggly-inline-unnecessary").first().waitFor();
    const faded = await window.page.locator(".squiggly-inline-unnecessary").allInnerTexts();
    assert.match(faded.join(" ").replaceAll("\u00a0", " "), /analogWriteRange/);
    assert.doesNotMatch(faded.join(" "), /setupDoor/);
    await shot("fade");
  },

  /** A Python file is taken for what it does, not for its language. */
  async languages({ window }) {
    await window.file("main.py");
    await window.board("pico");
    await window.file("plot.py");
    await window.until("no board for a script of the desk", async () => (await window.page.locator("[id='boardwise.boardwise.board']:visible").count()) === 0);
    await window.file("main.py");
    await window.board("pico");
  },

  /** The walkthrough, and its example with mistakes. */
  async walkthrough({ window, shot }) {
    await window.board("esp32dev");
    await window.command("Welcome: Open Walkthrough...");
    const row = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Boardwise: the first five minutes" }).first();
    await row.waitFor();
    await row.click();
    await window.page.locator(".getting-started-step", { hasText: "See a mistake before the board does" }).first().waitFor();
    assert.equal(await window.page.locator(".getting-started-step").count(), 5);
    await shot("walkthrough");
    await window.page.locator(".getting-started-step .monaco-button", { hasText: "Open the example" }).first().click();
    await window.page.locator('.tab.active[data-resource-name="first-steps.ino"]').waitFor();
    await window.squiggles().first().waitFor();
  },

  async generate({ window, shot }) {
    await window.board("esp32dev");
    writeFileSync(join(window.folder, "fresh.ino"), "");
    await window.file("fresh.ino");
    await window.board("esp32dev");
    await window.command("Boardwise: Generate Here");
    const input = window.page.locator(".quick-input-widget input[type=text]").first();
    await input.waitFor();
    await window.page.locator(".quick-input-title", { hasText: "Generate for" }).waitFor();
    await input.fill("blink an LED on pin 26 twice a second");
    await window.page.keyboard.press("Enter");
    await window.until("there is a program", async () => {
      const text = (await window.lines()).join("\n");
      return /void setup\(\)/.test(text) && /26/.test(text);
    });
    await window.board("esp32dev");
    assert.equal(await window.squiggles().count(), 0);
    await shot("generate");
  },

  async generate_into({ window }) {
    await window.board("esp32dev");
    const text = async () => (await window.lines()).join("\n");
    // The hints beside the pins are part of what the lines show.
    await window.until("the hints are there", async () => (await text()).match(/GPIO\d+ /g)?.length >= 4);
    const before = await text();
    await window.goTo(16);
    await window.command("Boardwise: Generate Here");
    const input = window.page.locator(".quick-input-widget input[type=text]").first();
    await window.page.locator(".quick-input-title", { hasText: "Generate for" }).waitFor();
    await input.fill("blink an LED on pin 26 twice a second");
    await window.page.keyboard.press("Enter");
    await window.until("the parts are in the sketch", async () => {
      const now = await text();
      return /26/.test(now) && now.match(/void setup\(\)/g)?.length === 1 && now.match(/void loop\(\)/g)?.length === 1;
    });
    // One undo takes all of it back.
    await window.goTo(1);
    await window.page.keyboard.press("Control+z");
    await window.until("the sketch is as it was", async () => (await text()) === before);
  },

  async explain({ window, shot }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    await window.goTo(11, 13);
    await window.command("Boardwise: Explain This Suggestion or Finding");
    const page = await window.webview("body:has-text('input-only-pin-driven')");
    assert.match(await page.locator("body").innerText(), /esp32dev/);
    await shot("explain");
  },

  /** The server is killed twice; it comes back by itself, later the second time. */
  async crash({ window, code }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    const servers = () => {
      try {
        return execFileSync("pgrep", ["-f", `${code.work}/extensions/.*boardwise lsp`], { encoding: "utf8" }).trim().split("\n");
      } catch {
        return [];
      }
    };
    for (const patience of [500, 2_000]) {
      const [pid] = servers().slice(-1);
      const killed = performance.now();
      process.kill(Number(pid), "SIGKILL");
      await window.until("another server runs", () => servers().length > 0 && servers().every((it) => it !== pid));
      assert.ok(performance.now() - killed >= patience, `it rests for ${patience} ms`);
      await window.board("esp32dev");
      await window.goTo(11, 13);
      await window.squiggles().first().waitFor();
    }
    // Reading the log leaves the sketch's board where it is.
    await window.command("Boardwise: Show Log");
    await window.page.locator(".panel .monaco-select-box, .panel select", { hasText: "Boardwise" }).first().waitFor();
    await window.board("esp32dev");
  },
};

/** Tests beside another extension that answers about C++. */
const beside = {
  async beside({ window, shot }) {
    await window.board("esp32dev");
    await window.command("Problems: Focus on Problems View");
    const panel = window.page.locator(".markers-panel");
    const problems = async () => (await panel.innerText().catch(() => "")).replaceAll("\u00a0", " ");
    await window.until("both speak", async () => /undeclared identifier/.test(await problems()) && /GPIO34/.test(await problems()));
    // What the compiler's front end has said is not said again; what is about hardware is.
    assert.equal((await problems()).match(/setVolume/g).length, 1, await problems());
    assert.equal(await window.page.locator(".squiggly-inline-unnecessary").count(), 0, "the other extension fades");
    const word = window.page.locator(".view-line span span", { hasText: /^digitalWrite$/ });
    const hover = await window.hover(word, /arduino-esp32@/);
    assert.equal((await hover.innerText()).match(/digitalWrite\s?\(/g).length, 1, await hover.innerText());
    await shot("beside");
    await window.goTo(9);
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("digitalW", { delay: 40 });
    await window.page.keyboard.press("Control+Space");
    const rows = window.page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    const named = async () => (await rows.allInnerTexts()).filter((text) => /digitalWrite\b/.test(text));
    await window.until("it is offered once", async () => (await named()).length === 1);
    await window.page.keyboard.press("Escape");
    await window.page.keyboard.press("Control+a");
    await window.page.keyboard.press("ArrowRight");
  },
};

/** Tests of a workspace that nobody trusts. */
const restricted = {
  /** Its own idea of the server's program must not be run; everything else works. */
  async trust({ window }) {
    await window.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).first().waitFor();
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
  },
};

let failed = 0;
let passed = 0;

async function run(tests, { opened = GREENHOUSE, ...options } = {}) {
  const chosen = Object.entries(tests).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  if (chosen.length === 0) {
    return;
  }
  const work = mkdtempSync(join(tmpdir(), "boardwise-code-"));
  const code = await Code.start({ prefix, work, vsix, ...options });
  try {
    await runAll(chosen, code, opened);
  } finally {
    await code.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function runAll(chosen, code, opened) {
  for (const [name, test] of chosen) {
    for (const last of [false, true]) {
      const start = performance.now();
      let window;
      try {
        const { folder, file, size } = OPENED[name] ?? opened;
        window = await code.open(folder, file, size);
        const page = window.page;
        const shot = (it) => page.waitForTimeout(300).then(() => page.screenshot({ path: join(shots, `vscode-${it}.png`) }));
        await test({ window, shot, code });
        console.log(`ok ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
        passed++;
        break;
      } catch (error) {
        await window?.page.screenshot({ path: join(shots, `vscode-${name}-failed.png`) }).catch(() => {});
        const line = /drive\.mjs:\d+/.exec(error.stack ?? "")?.[0] ?? "";
        console.log(`not ok ${name}: ${String(error.message ?? error).split("\n")[0]} (${line})${last ? "" : " (once more)"}`);
        failed += last ? 1 : 0;
      } finally {
        await window?.close().catch(() => {});
      }
    }
  }
}

mkdirSync(shots, { recursive: true });
await run(tests);

const stranger = mkdtempSync(join(tmpdir(), "boardwise-stranger-"));
try {
  await run(beside, { others: [packNeighbour(stranger)] });
  const folder = join(stranger, "greenhouse");
  cpSync(GREENHOUSE.folder, folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify({ "boardwise.server.path": "/bin/false" }));
  const settings = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" };
  await run(restricted, { settings, opened: { ...GREENHOUSE, folder } });
} finally {
  rmSync(stranger, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
