// “Generate here”: a task in words becomes a program for the board, by the server's own program.

import { execFile } from "node:child_process";
import * as vscode from "vscode";
import type { Server } from "./server";
import { statusOf } from "./status";

/** What `boardwise generate --format json` prints. */
interface Generated {
  code?: string;
  pins?: { signal: string; pin: number | string; why: string }[];
  libraries?: { name: string; install: string }[];
  refused?: { reason: string; alternative: string };
}

/** Asks for a task and writes the program: into an empty file, else into a new one beside. */
export async function generateHere(server: Server, log: vscode.LogOutputChannel): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const state = server.state;
  if (!editor || state.kind !== "running") {
    void vscode.window.showWarningMessage(editor ? "Boardwise is not running; its log says why." : "Open the sketch or program that is to be written.");
    return;
  }
  const document = editor.document;
  const status = await statusOf(server, document);
  if (!status?.board) {
    const choice = await vscode.window.showWarningMessage("Boardwise does not know the board of this file, so it cannot choose pins.", "Select Board");
    if (choice) {
      await vscode.commands.executeCommand("boardwise.selectBoard");
    }
    return;
  }
  const task = await vscode.window.showInputBox({
    title: `Generate for the ${status.boardName}`,
    prompt: "What is it to do? Pins may be named: “read a DHT22 on pin 4 and print it every two seconds”",
    value: commentAt(document, editor.selection.active.line),
    ignoreFocusOut: true,
  });
  if (!task) {
    return;
  }
  const lang = status.language ?? (document.languageId === "python" ? "micropython" : "arduino");
  const args = ["generate", task, "--board", status.board, "--lang", lang, "--format", "json"];
  if (status.runtime) {
    args.push("--runtime", status.runtime);
  }
  const generated = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Boardwise writes “${task}”`, cancellable: true },
    (_, token) => run(state.program, args, token),
  );
  if (generated.refused) {
    const { reason, alternative } = generated.refused;
    log.info(`Not generated: ${reason} ${alternative}`);
    void vscode.window.showWarningMessage(`${reason} ${alternative}`.trim());
    return;
  }
  await write(editor, generated.code ?? "");
  tellRest(generated);
}

async function write(editor: vscode.TextEditor, code: string): Promise<void> {
  const { document } = editor;
  if (document.getText().trim() === "") {
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), code));
    return;
  }
  // Two programs in one file have two `setup`s: what is there stays alone.
  const created = await vscode.workspace.openTextDocument({ language: document.languageId, content: code });
  await vscode.window.showTextDocument(created, { viewColumn: vscode.ViewColumn.Beside });
}

/** The wiring and the libraries that the program needs. */
function tellRest({ pins = [], libraries = [] }: Generated): void {
  const parts = [
    pins.length > 0 ? `Wiring: ${pins.map(({ signal, pin }) => `${signal} to ${pin}`).join(", ")}.` : "",
    libraries.length > 0 ? `Install ${libraries.map(({ name }) => name).join(", ")}.` : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) {
    void vscode.window.showInformationMessage(parts.join(" "));
  }
}

/** The comment on the line of the cursor says the task, if there is one. */
function commentAt(document: vscode.TextDocument, line: number): string {
  return /^\s*(?:\/\/+|#+)\s*(.+?)\s*$/.exec(document.lineAt(line).text)?.[1] ?? "";
}

/** A refusal is an answer too: it comes with status 1 and says so in JSON. */
function run(program: string, args: string[], token: vscode.CancellationToken): Promise<Generated> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { timeout: 120_000, maxBuffer: 4 << 20 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Generated);
      } catch {
        reject(new Error(stderr.trim() || error?.message || "no answer"));
      }
    });
    token.onCancellationRequested(() => child.kill());
  });
}
