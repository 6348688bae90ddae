// Makes the packages: one for this machine's platform with the server in it, one for all others
// that takes `boardwise` from the PATH. Prints their sizes.
//
// The program is BOARDWISE, else the newest of target/{dist,release}; `cargo build --profile dist`
// makes the one that is meant to be packaged.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.env.CARGO_TARGET_DIR ?? join(here, "../../target");
const name = process.platform === "win32" ? "boardwise.exe" : "boardwise";
const manifest = JSON.parse(execFileSync("node", ["-p", "JSON.stringify(require('./package.json'))"], { cwd: here, encoding: "utf8" }));

function program() {
  const candidates = process.env.BOARDWISE ? [process.env.BOARDWISE] : ["dist", "release"].map((profile) => join(target, profile, name));
  const found = candidates.filter((path) => existsSync(path)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return found[0];
}

function vsce(output, ...args) {
  const vsceMain = join(here, "node_modules/@vscode/vsce/vsce");
  execFileSync(process.execPath, [vsceMain, "package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "-o", output, ...args], {
    cwd: here,
    stdio: ["ignore", "ignore", "inherit"],
  });
  console.log(`${output}: ${(statSync(join(here, output)).size / 1e6).toFixed(1)} MB`);
}

const server = join(here, "server");
rmSync(server, { recursive: true, force: true });
vsce(`boardwise-${manifest.version}.vsix`);

const binary = program();
if (!binary) {
  console.error("no program to bundle: cargo build --profile dist -p boardwise, or set BOARDWISE; only the universal package was made");
  process.exit(process.argv.includes("--universal") ? 0 : 1);
}
mkdirSync(server);
copyFileSync(binary, join(server, name));
chmodSync(join(server, name), 0o755);
if (process.platform === "linux") {
  // Symbols are for debuggers, not for users.
  try {
    execFileSync("strip", [join(server, name)]);
  } catch {
    console.error("strip is not installed; the package is larger than need be");
  }
}
const platform = `${process.platform}-${process.arch}`;
try {
  vsce(`boardwise-${platform}-${manifest.version}.vsix`, "--target", platform);
} finally {
  // What lies here is found before the PATH: it must not outlive its package.
  rmSync(server, { recursive: true, force: true });
}
