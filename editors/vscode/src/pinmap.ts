// The pin map: the board as the server draws it, beside the code, renewed as one types.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { mayBeFirmware } from "./selector";
import { describe, type Server } from "./server";

/** The answer to `boardwise/pinMap`. */
interface PinMaps {
  maps: PinMap[];
  svg?: string[];
  functions?: [word: string, name: string][];
  /** The programs of the project, that of the document first, and which of them the maps are of. */
  programs: { id: string; name: string; language: "arduino" | "micropython" }[];
  program: number;
}

interface PinMap {
  board_name: string;
  runtime: string;
  root: string;
  pins: {
    pin: number;
    chip_pin: string;
    uses: { file: string; line: number; column: number; role: string; expression: string; callee: string; name: string | null }[];
    conflicts: { text: string }[];
  }[];
}

/** What the page says. */
type FromPage =
  | { type: "ready" }
  | { type: "open"; file: string; line: number; column: number }
  | { type: "wish"; wish: string }
  | { type: "program"; id: string }
  | { type: "target"; index: number };

/** How long the keyboard must rest before the map is drawn again, in milliseconds. */
const REST_MS = 200;

/** The one panel of a window. */
export class PinMapPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private wish = "";
  private target = 0;
  private program: string | null = null;
  private root = "";
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => mayBeFirmware(document) && this.drawSoon()),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor && mayBeFirmware(editor.document) && editor.document !== this.document) {
          this.document = editor.document;
          this.target = 0;
          this.program = null;
          this.drawSoon();
        }
      }),
      server.onDidChange(() => this.drawSoon()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Opens the panel beside the active editor, or brings it to the front. */
  show(): void {
    const active = vscode.window.activeTextEditor?.document;
    this.document = active && mayBeFirmware(active) ? active : this.document;
    if (this.panel) {
      this.panel.reveal(undefined, true);
      this.drawSoon();
      return;
    }
    const media = vscode.Uri.joinPath(this.context.extensionUri, "media");
    this.panel = vscode.window.createWebviewPanel("boardwise.pinMap", "Pin Map", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
      enableScripts: true,
      localResourceRoots: [media],
      retainContextWhenHidden: false,
    });
    this.panel.iconPath = vscode.Uri.joinPath(media, "icon.png");
    this.panel.webview.onDidReceiveMessage((message: FromPage) => void this.receive(message));
    this.panel.onDidChangeViewState(() => this.drawSoon());
    this.panel.onDidDispose(() => (this.panel = undefined));
    this.panel.webview.html = page(this.panel.webview, media);
  }

  /** The board or the project changed. */
  drawSoon(): void {
    if (this.panel) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.draw(), REST_MS);
    }
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        return this.draw();
      case "wish":
        this.wish = message.wish;
        return this.draw();
      case "program":
        this.program = message.id;
        this.target = 0;
        return this.draw();
      case "target":
        this.target = message.index;
        return this.draw();
      case "open":
        return this.open(message);
    }
  }

  private async draw(): Promise<void> {
    const panel = this.panel;
    if (!panel?.visible) {
      return;
    }
    const client = this.server.client;
    const uri = this.document && client?.code2ProtocolConverter.asUri(this.document.uri);
    let answer: PinMaps | null | undefined;
    const params = { uri, svg: true, for: this.wish || null, program: this.program };
    try {
      answer = uri ? await client?.sendRequest<PinMaps | null>("boardwise/pinMap", params) : undefined;
    } catch (error) {
      this.log.warn(`The pin map cannot be drawn: ${describe(error)}`);
    }
    if (this.panel !== panel) {
      return;
    }
    const index = Math.min(this.target, (answer?.maps.length ?? 1) - 1);
    const map = answer?.maps[index];
    if (!answer || !map) {
      void panel.webview.postMessage({ type: "empty", text: this.emptyText(answer) });
      return;
    }
    this.root = map.root;
    panel.title = `Pins: ${map.board_name}`;
    void panel.webview.postMessage({
      type: "map",
      svg: answer.svg?.[index] ?? "",
      functions: answer.functions ?? [],
      wish: this.wish,
      targets: answer.maps.map((it) => `${it.board_name}, ${it.runtime}`),
      target: index,
      programs: answer.programs.map(({ id, name, language }) => [id, language === "arduino" ? name : `${name} (MicroPython)`]),
      program: answer.programs[answer.program]?.id ?? "",
      pins: map.pins.filter((pin) => pin.uses.length > 0),
    });
  }

  private emptyText(answer: PinMaps | null | undefined): string {
    if (!this.server.client) {
      return "Boardwise is not running; its log says why.";
    }
    if (!this.document || answer === null) {
      return "Open an Arduino sketch or a MicroPython program to see its pins.";
    }
    return "No board is known for this project. Choose one with “Boardwise: Select Board”.";
  }

  private async open({ file, line, column }: { file: string; line: number; column: number }): Promise<void> {
    const isAbsolute = file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file);
    const uri = isAbsolute ? vscode.Uri.file(file) : vscode.Uri.joinPath(vscode.Uri.file(this.root), file);
    // Remote windows: the file is where the document is.
    const target = this.document ? this.document.uri.with({ path: uri.path }) : uri;
    const at = new vscode.Position(line - 1, column - 1);
    const beside = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === target.toString());
    const viewColumn = beside?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(target, { viewColumn, selection: new vscode.Range(at, at) });
  }
}

function page(webview: vscode.Webview, media: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource} 'unsafe-inline'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${asset("pinmap.css")}">
<title>Pin map</title>
</head>
<body>
<form>
<label id="programs-label" hidden>Program <select id="programs"></select></label>
<label id="targets-label" hidden>Board <select id="targets"></select></label>
<label>Where can I put <select id="wish"><option value="">…</option></select></label>
</form>
<p id="summary" role="status" aria-live="polite"></p>
<main id="map" aria-label="The board"></main>
<section id="uses" aria-label="Pins in use" hidden>
<h2>Pins in use</h2>
<table><thead><tr><th scope="col">Pin</th><th scope="col">Used as</th><th scope="col">Where</th></tr></thead><tbody id="rows"></tbody></table>
</section>
<script nonce="${nonce}" src="${asset("pinmap.js")}"></script>
</body>
</html>`;
}
