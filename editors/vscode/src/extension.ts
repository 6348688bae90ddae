// The extension: commands, and the parts that they move. All knowledge of boards is in the server.

import * as vscode from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import { selectBoard } from "./boards";
import { Diagnostics, renewed, summary } from "./diagnostics";
import { generateHere } from "./generate";
import { provideCompletionItem, provideHover } from "./neighbours";
import { Pages } from "./pages";
import { PinMapPanel } from "./pinmap";
import { describe, Server } from "./server";
import { StatusItems, statusOf } from "./status";

/** How long the first findings for a new board may take, in milliseconds. */
const RECHECK_MS = 5_000;

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Boardwise", { log: true });
  const diagnostics = new Diagnostics();
  const middleware: LanguageClientOptions["middleware"] = {
    provideHover,
    provideCompletionItem,
    handleDiagnostics: (uri, found, next) => diagnostics.handle(uri, found, next),
    provideInlineCompletionItems: async (document, position, inline, token, next) => {
      const start = performance.now();
      const items = await next(document, position, inline, token);
      const n_items = Array.isArray(items) ? items.length : (items?.items.length ?? 0);
      if (n_items > 0 && !token.isCancellationRequested) {
        status.suggested(Math.round(performance.now() - start));
      }
      return items;
    },
  };
  const running = new Server(context, log, middleware, (client) => {
    client.onNotification("boardwise/status", () => {
      void status.update();
      pinMap.drawSoon();
    });
  });
  server = running;
  const status = new StatusItems(running);
  const pinMap = new PinMapPanel(context, running, log);
  const pages = new Pages(running);

  /** Registers a command whose failure is told instead of swallowed. */
  const command = (name: string, work: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (...args: unknown[]) => {
      try {
        return await work(...(args as never[]));
      } catch (error) {
        log.error(`${name}: ${describe(error)}`);
        void vscode.window.showErrorMessage(`Boardwise: ${describe(error)}`, "Show Log").then((choice) => choice && log.show());
        return undefined;
      }
    });

  const currentBoard = async (): Promise<string | null> => {
    const document = vscode.window.activeTextEditor?.document;
    return (document && (await statusOf(running, document))?.board) ?? null;
  };

  const switchBoard = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    const checked = document ? renewed(diagnostics, document.uri, RECHECK_MS) : undefined;
    const board = await selectBoard(running, await currentBoard());
    if (board === undefined || !document) {
      return;
    }
    await checked;
    const found = await statusOf(running, document);
    const name = found?.boardName ?? "no board";
    vscode.window.setStatusBarMessage(`$(check) Checked again for ${name}: ${summary(document.uri)}`, 8_000);
  };

  context.subscriptions.push(
    log,
    diagnostics,
    running,
    status,
    pinMap,
    pages,
    running.onDidChange(({ kind }) => kind !== "running" && diagnostics.clear()),
    command("boardwise.showLog", () => log.show()),
    command("boardwise.restart", () => running.restart()),
    command("boardwise.selectBoard", () => switchBoard()),
    command("boardwise.switchBoard", () => switchBoard()),
    command("boardwise.showPinMap", () => pinMap.show()),
    command("boardwise.explain", async () => {
      const editor = vscode.window.activeTextEditor;
      await (editor && pages.explain(editor));
    }),
    command("boardwise.generateHere", () => generateHere(running, log)),
    command("boardwise.openExample", () => openExample(context)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("boardwise.server")) {
        void running.restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** A small sketch with mistakes in it, in a folder of its own, so that nothing of the user's is touched. */
async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "first-steps");
  await vscode.workspace.fs.createDirectory(folder);
  const sketch = vscode.Uri.joinPath(folder, "first-steps.ino");
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, "media", "first-steps.ino"), sketch, { overwrite: true });
  await vscode.window.showTextDocument(sketch);
}
