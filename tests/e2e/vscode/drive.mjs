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
import { Code } from "./workbench.mjs";

const [prefix, vsix, shots, ...wanted] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const GREENHOUSE = join(here, "project/greenhouse");

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

  async generate({ window, shot }) {
    await window.board("esp32dev");
    writeFileSync(join(window.folder, "fresh.ino"), "");
    await window.page.keyboard.press("Control+p");
    await window.page.locator(".quick-input-widget input[type=text]").first().fill("fresh.ino");
    await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "fresh.ino" }).first().waitFor();
    await window.page.keyboard.press("Enter");
    await window.page.locator('.tab.active[data-resource-name="fresh.ino"]').waitFor();
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

  /** The server is killed; it comes back by itself, and so do its findings. */
  async crash({ window, code }) {
    await window.board("esp32dev");
    await window.squiggles().first().waitFor();
    const servers = () => execFileSync("pgrep", ["-f", `${code.work}/extensions/.*boardwise lsp`], { encoding: "utf8" }).trim().split("\n");
    const [pid] = servers().slice(-1);
    process.kill(Number(pid), "SIGKILL");
    await window.until("another server runs", () => {
      try {
        return servers().every((it) => it !== pid);
      } catch {
        return false;
      }
    });
    await window.board("esp32dev");
    await window.goTo(11, 13);
    await window.squiggles().first().waitFor();
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

async function run(tests, settings, project) {
  const chosen = Object.entries(tests).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  if (chosen.length === 0) {
    return;
  }
  const work = mkdtempSync(join(tmpdir(), "boardwise-code-"));
  const code = await Code.start({ prefix, work, vsix, settings });
  try {
    await runAll(chosen, code, project);
  } finally {
    await code.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function runAll(chosen, code, project) {
  for (const [name, test] of chosen) {
    for (const last of [false, true]) {
      const start = performance.now();
      let window;
      try {
        window = await code.open(project, "greenhouse.ino", name === "pins" ? { width: 1700, height: 900 } : undefined);
        const page = window.page;
        const shot = (it) => page.waitForTimeout(300).then(() => page.screenshot({ path: join(shots, `vscode-${it}.png`) }));
        await test({ window, shot, code });
        console.log(`ok ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
        passed++;
        break;
      } catch (error) {
        await window?.page.screenshot({ path: join(shots, `vscode-${name}-failed.png`) }).catch(() => {});
        console.log(`not ok ${name}: ${String(error.message ?? error).split("\n")[0]}${last ? "" : " (once more)"}`);
        failed += last ? 1 : 0;
      } finally {
        await window?.close().catch(() => {});
      }
    }
  }
}

mkdirSync(shots, { recursive: true });
await run(tests, {}, GREENHOUSE);

const stranger = mkdtempSync(join(tmpdir(), "boardwise-stranger-"));
try {
  const project = join(stranger, "greenhouse");
  cpSync(GREENHOUSE, project, { recursive: true });
  mkdirSync(join(project, ".vscode"));
  writeFileSync(join(project, ".vscode/settings.json"), JSON.stringify({ "boardwise.server.path": "/bin/false" }));
  await run(restricted, { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" }, project);
} finally {
  rmSync(stranger, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
