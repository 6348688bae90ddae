// Starts the language server and keeps its client. All knowledge of boards is in the server.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { selectBoard } from "./board";
import { createClient, findServer, runServer } from "./server";
import { StatusItem } from "./status";

let client: LanguageClient | undefined;
let status: StatusItem | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Boardwise", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("boardwise.showLog", () => log.show()),
    vscode.commands.registerCommand("boardwise.restart", () => restart(context, log)),
    vscode.commands.registerCommand("boardwise.selectBoard", () =>
      selectBoard(findServer(context)).catch((error) => tell(log, "The boards cannot be listed", error)),
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("boardwise.server.path")) {
        void restart(context, log);
      }
    }),
  );
  await start(context, log);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<void> {
  const program = findServer(context);
  try {
    // A program that cannot tell its version cannot serve either, and says here why.
    log.info(`${program}: ${(await runServer(program, "--version")).trim()}`);
    client = createClient(program, log);
    await client.start();
    status = new StatusItem(client);
  } catch (error) {
    tell(log, `The Boardwise server (${program}) does not start`, error);
  }
}

async function stop(): Promise<void> {
  status?.dispose();
  status = undefined;
  const stopping = client;
  client = undefined;
  await stopping?.dispose();
}

async function restart(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<void> {
  await stop();
  await start(context, log);
}

function tell(log: vscode.LogOutputChannel, what: string, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  log.error(`${what}: ${why}`);
  void vscode.window.showErrorMessage(`${what}: ${why}`);
}
