// “Generate here”: a task in words is put into the file, as one edit that one undo takes back.

import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient/node";
import type { Server } from "./server";
import { statusOf } from "./status";

/** The server's answer to `boardwise/generate`: refused, or what was written and what it needs. */
interface Written {
  edit?: WorkspaceEdit;
  refused?: { reason: string; alternative: string };
  pins: { signal: string; pin: number; why: string }[];
  libraries: { name: string; install: string }[];
  note?: string;
}

/** Asks for a task and has the server write it into the file: a whole program, or the parts where they belong. */
export async function generateHere(server: Server, log: vscode.LogOutputChannel): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const client = server.client;
  if (!editor || !client) {
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
  const comment = commentAt(document, editor.selection.active.line);
  const task = await vscode.window.showInputBox({
    title: `Generate for the ${status.boardName}`,
    prompt: "What is it to do? Pins may be named: “read a DHT22 on pin 4 and print it every two seconds”",
    value: comment.task,
    ignoreFocusOut: true,
  });
  if (!task) {
    return;
  }
  const params = {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    // A wish in a comment is carried out in its place.
    task: comment.isWish && task === comment.task ? undefined : task,
    apply: false,
  };
  const written = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Boardwise writes “${task}”`, cancellable: true },
    (_, token) => client.sendRequest<Written | null>("boardwise/generate", params, token),
  );
  if (!written) {
    return;
  }
  if (written.refused) {
    const { reason, alternative } = written.refused;
    log.info(`Not generated: ${reason} ${alternative}`);
    void vscode.window.showWarningMessage(`${reason} ${alternative}`.trim());
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(written.edit);
  if (!edit || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage("The file was changed meanwhile; nothing was written. Ask again.");
    return;
  }
  tellRest(written);
}

/** The wiring and the libraries that the program needs. */
function tellRest({ pins, libraries, note }: Written): void {
  const parts = [
    pins.length > 0 ? `Wiring: ${pins.map(({ signal, pin }) => `${signal} to ${pin}`).join(", ")}.` : "",
    libraries.length > 0 ? `Install ${libraries.map(({ name }) => name).join(", ")}.` : "",
    note ?? "",
  ].filter((part) => part !== "");
  if (parts.length > 0) {
    void vscode.window.showInformationMessage(parts.join(" "));
  }
}

/** What the comment on the line of the cursor says, and whether it is a wish: `// boardwise: …`. */
function commentAt(document: vscode.TextDocument, line: number): { task: string; isWish: boolean } {
  const text = /^\s*(?:\/\/+|#+)\s*(.+?)\s*$/.exec(document.lineAt(line).text)?.[1] ?? "";
  const wish = /^boardwise:\s*(.+)$/i.exec(text)?.[1];
  return { task: wish ?? text, isWish: wish !== undefined };
}
