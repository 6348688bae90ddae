// Pages of Markdown that the server writes: a rule, what stands behind a place. They are shown in
// VS Code's own preview; nothing is fetched from anywhere.

import * as vscode from "vscode";
import type { Server } from "./server";

// The manifest's `workbench.editorAssociations` shows this scheme in the preview, wherever a link leads.
const SCHEME = "boardwise-page";

/** Keeps the pages' texts and shows them. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {}

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = /^\/rules\/(.+)\.md$/.exec(uri.path)?.[1];
    if (!rule) {
      return this.texts.get(uri.path) ?? "This page is gone; ask for it again.";
    }
    const page = await this.server.client?.sendRequest<{ markdown: string } | null>("boardwise/rule", { name: rule });
    return page?.markdown ?? `No rule is called “${rule}”, or Boardwise is not running.`;
  }

  /** What stands behind the place of the cursor. */
  async explain(editor: vscode.TextEditor): Promise<void> {
    const client = this.server.client;
    const page = await client?.sendRequest<{ markdown: string } | null>("boardwise/explain", {
      textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
      position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    });
    await this.show("/Explanation.md", page?.markdown ?? "Boardwise does not read this file: it is no Arduino sketch or MicroPython program.");
  }

  private async show(path: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    this.texts.set(path, text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }
}

/** Where the code of a diagnostic leads: the page of its rule. (Links to commands are refused there.) */
export function rulePage(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/rules/${name}.md` });
}
