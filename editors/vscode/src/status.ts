// The status item (which board the active file is judged for; a click picks another one) and the
// language status item (how server and model are, with timings).

import * as vscode from "vscode";
import type { Server } from "./server";
import { DOCUMENTS, mayBeFirmware } from "./selector";

/** What the server tells by `boardwise/status`. */
export interface Status {
  language: "arduino" | "micropython" | null;
  board: string | null;
  boardName: string | null;
  chip: string | null;
  runtime: string | null;
  notice: string | null;
  model: { state: "off" | "loading" | "missing" | "ready"; name?: string; message?: string };
  lastMs: number | null;
}

/** Asks the server how it stands with a document. */
export async function statusOf(server: Server, document: vscode.TextDocument): Promise<Status | undefined> {
  const client = server.client;
  const uri = client?.code2ProtocolConverter.asUri(document.uri);
  return client?.sendRequest<Status>("boardwise/status", { textDocument: { uri } });
}

/** Both items. */
export class StatusItems implements vscode.Disposable {
  private readonly board = vscode.window.createStatusBarItem("boardwise.board", vscode.StatusBarAlignment.Right, 90);
  private readonly engine = vscode.languages.createLanguageStatusItem("boardwise.engine", DOCUMENTS);
  private readonly model = vscode.languages.createLanguageStatusItem("boardwise.model", DOCUMENTS);
  private readonly subscriptions: vscode.Disposable[];
  private suggestionMs: number | undefined;

  constructor(private readonly server: Server) {
    this.board.name = "Boardwise: board";
    this.board.command = "boardwise.selectBoard";
    this.engine.name = "Boardwise: server";
    this.model.name = "Boardwise: model";
    this.subscriptions = [
      this.board,
      this.engine,
      this.model,
      vscode.window.onDidChangeActiveTextEditor(() => void this.update()),
      server.onDidChange(() => void this.update()),
    ];
    void this.update();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** A suggestion took so long from request to answer. */
  suggested(milliseconds: number): void {
    this.suggestionMs = milliseconds;
    void this.update();
  }

  /** Shows what is true now. */
  async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme === "output") {
      // Whoever reads the log still has the sketch before their eyes.
      return;
    }
    let status: Status | undefined;
    try {
      status = document && mayBeFirmware(document) ? await statusOf(this.server, document) : undefined;
    } catch {
      // The server went away while it was asked; its state says so.
    }
    if (document !== vscode.window.activeTextEditor?.document) {
      return;
    }
    this.showEngine();
    this.showModel(status);
    if (document && status?.language) {
      this.showBoard(status);
    } else {
      this.board.hide();
    }
  }

  private showBoard(status: Status): void {
    this.board.text = `$(circuit-board) ${status.board ?? "no board"}`;
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.appendMarkdown(
      status.boardName
        ? `**${status.boardName}** (${status.chip}), ${status.runtime}`
        : "**No board is known.** Only rules that hold for every board speak.",
    );
    if (status.notice) {
      tooltip.appendMarkdown(`\n\n$(warning) ${status.notice}`);
    }
    tooltip.appendMarkdown("\n\nClick to choose a board.");
    this.board.tooltip = tooltip;
    this.board.accessibilityInformation = { label: `Board: ${status.boardName ?? "none"}. Choose a board.`, role: "button" };
    const isIncomplete = status.notice !== null || status.board === null;
    this.board.backgroundColor = isIncomplete ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.board.show();
  }

  private showEngine(): void {
    const state = this.server.state;
    this.engine.busy = state.kind === "starting";
    this.engine.severity = vscode.LanguageStatusSeverity.Information;
    this.engine.command = { command: "boardwise.showLog", title: "Show Log" };
    switch (state.kind) {
      case "starting":
        this.engine.text = "Boardwise: starting";
        this.engine.detail = "the server";
        return;
      case "waiting":
        this.engine.severity = vscode.LanguageStatusSeverity.Warning;
        this.engine.text = "Boardwise: stopped";
        this.engine.detail = `starts again in ${state.seconds} s`;
        return;
      case "off":
        this.engine.severity = vscode.LanguageStatusSeverity.Error;
        this.engine.text = "Boardwise: off";
        this.engine.detail = state.why;
        this.engine.command = { command: "boardwise.restart", title: "Start" };
        return;
      case "running":
        this.engine.text = "Boardwise: ready";
        this.engine.detail = `${state.version.replace(/^boardwise\s*/, "")}, started in ${state.startedInMs} ms`;
    }
  }

  private showModel(status: Status | undefined): void {
    const model = status?.model;
    this.model.busy = model?.state === "loading";
    this.model.severity = model?.state === "missing" ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.model.command =
      model?.state === "off"
        ? { command: "workbench.action.openSettings", title: "Settings", arguments: ["boardwise.inline"] }
        : undefined;
    const milliseconds = this.suggestionMs ?? status?.lastMs ?? undefined;
    [this.model.text, this.model.detail] = modelLine(model, milliseconds);
  }
}

/** What is said about the model, and more about it. */
function modelLine(model: Status["model"] | undefined, milliseconds: number | undefined): [text: string, detail: string | undefined] {
  switch (model?.state) {
    case "ready":
      return [`Model: ${model.name}`, milliseconds === undefined ? "no suggestion yet" : `latest suggestion in ${milliseconds} ms`];
    case "missing":
      return ["Model: missing", model.message];
    case "loading":
      return ["Model: loading", undefined];
    case "off":
      return ["Model: off", "boardwise.inline"];
    default:
      return ["Model: waiting", "no firmware file is open"];
  }
}
