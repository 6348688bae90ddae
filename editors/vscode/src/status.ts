// The status item: which board the active file is judged for. A click picks another one.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

/** What the server tells by `boardwise/status`. */
interface Status {
  uri: string | null;
  board: string | null;
  boardName: string | null;
  chip: string | null;
  runtime: string | null;
  notice: string | null;
  model: { state: "off" | "loading" | "missing" | "ready"; name?: string; message?: string };
  lastMs: number | null;
}

const LANGUAGES = ["cpp", "c", "python", "arduino", "ino"];

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("boardwise.board", vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly client: LanguageClient) {
    this.item.name = "Boardwise";
    this.item.command = "boardwise.selectBoard";
    this.subscriptions.push(
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => void this.update()),
      client.onNotification("boardwise/status", () => void this.update()),
    );
    void this.update();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !LANGUAGES.includes(document.languageId) || !this.client.isRunning()) {
      this.item.hide();
      return;
    }
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    const status = await this.client.sendRequest<Status>("boardwise/status", { textDocument: { uri } });
    if (document !== vscode.window.activeTextEditor?.document) {
      return;
    }
    this.item.text = `$(circuit-board) ${status.board ?? "no board"}`;
    this.item.tooltip = tooltip(status);
    this.item.backgroundColor = status.notice ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }
}

function tooltip(status: Status): string {
  const lines = [
    status.boardName ? `${status.boardName} (${status.chip}), ${status.runtime}` : "No board: only board-independent rules speak",
    status.notice ?? "",
    modelLine(status),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function modelLine({ model, lastMs }: Status): string {
  switch (model.state) {
    case "ready":
      return `Model: ${model.name}${lastMs === null ? "" : `, latest suggestion in ${lastMs} ms`}`;
    case "missing":
      return `Model: ${model.message}`;
    default:
      return `Model: ${model.state}`;
  }
}
