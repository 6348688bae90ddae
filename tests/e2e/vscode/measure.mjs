// How long a person waits: node measure.mjs PREFIX VSIX [RUNS]
//
// Installs the package into an empty VS Code, opens a sketch and waits for the first underline and
// the first ghost text. What is counted begins when the sketch's text is on the screen; what the
// workbench itself needs until then is told beside it. Prints one line a run and the medians.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Code } from "./workbench.mjs";

const [prefix, vsix, runs = "5"] = process.argv.slice(2);
const project = join(dirname(fileURLToPath(import.meta.url)), "project/greenhouse");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

const rows = [];
for (let run = 0; run < Number(runs); run++) {
  const work = mkdtempSync(join(tmpdir(), "boardwise-measure-"));
  const code = await Code.start({ prefix, work, vsix });
  try {
    const first = await code.open(project, "greenhouse.ino");
    await first.squiggles().first().waitFor();
    const diagnostics = performance.now() - first.text;
    await first.close();
    const second = await code.open(project, "greenhouse.ino");
    await second.page.keyboard.press("Control+g");
    await second.page.locator(".quick-input-widget input[type=text]").first().fill(":13:1000");
    await second.page.keyboard.press("Enter");
    await second.page.keyboard.press("Enter");
    await second.page.keyboard.type("digitalWr");
    await second.page.locator(".ghost-text-decoration, .ghost-text").first().waitFor();
    const ghost = performance.now() - second.text;
    rows.push({ install: code.installMs, workbench: first.openMs, diagnostics, ghost });
    console.log(Object.entries(rows.at(-1)).map(([name, it]) => `${name} ${seconds(it)}`).join(", "));
  } finally {
    await code.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
for (const name of ["install", "workbench", "diagnostics", "ghost"]) {
  console.log(`median ${name}: ${seconds(median(rows.map((row) => row[name])))}`);
}
