// Finds the server's program and makes a client for it.
//
// The search order, first hit wins:
// 1. the setting `boardwise.server.path`;
// 2. the program that came with the extension, `server/boardwise`;
// 3. `boardwise` on the PATH.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { LanguageClient, type StaticFeature, TransportKind } from "vscode-languageclient/node";

/** The program to run; whether it exists is found out by running it. */
export function findServer(context: vscode.ExtensionContext): string {
  const configured = vscode.workspace.getConfiguration("boardwise").get<string>("server.path");
  if (configured) {
    return configured;
  }
  const name = process.platform === "win32" ? "boardwise.exe" : "boardwise";
  const bundled = vscode.Uri.joinPath(context.extensionUri, "server", name).fsPath;
  return existsSync(bundled) ? bundled : name;
}

/** Runs the program and gives its standard output; fails with what went wrong. */
export async function runServer(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: 20_000, maxBuffer: 16 << 20 });
  return stdout;
}

/** Tells the server that `boardwise/status` notifications are welcome. */
const wantsStatus: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental = (capabilities.experimental ?? {}) as Record<string, unknown>;
    capabilities.experimental = { ...experimental, boardwiseStatus: true };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** A client that is not started yet. */
export function createClient(program: string, log: vscode.LogOutputChannel): LanguageClient {
  const client = new LanguageClient(
    "boardwise",
    "Boardwise",
    { command: program, args: ["lsp"], transport: TransportKind.stdio },
    {
      // The server decides by the file and its project what is its business.
      documentSelector: [
        { pattern: "**/*.{ino,pde}" },
        { scheme: "file", language: "cpp" },
        { scheme: "file", language: "c" },
        { scheme: "file", language: "python" },
      ],
      initializationOptions: vscode.workspace.getConfiguration("boardwise"),
      synchronize: { configurationSection: "boardwise" },
      outputChannel: log,
    },
  );
  client.registerFeature(wantsStatus);
  return client;
}
