// What the server finds, on its way to the editor: with a link to the rule's page, and without what
// another extension has already said about the same place.

import * as vscode from "vscode";
import { hasFrontEnd } from "./neighbours";
import { rulePage } from "./pages";
import { withoutDoubles } from "./selector";

type Next = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Filters diagnostics, and does it again when other extensions change theirs. */
export class Diagnostics implements vscode.Disposable {
  private readonly received = new Map<string, { all: vscode.Diagnostic[]; shown: number; next: Next }>();
  private readonly subscription = vscode.languages.onDidChangeDiagnostics((event) => event.uris.forEach((uri) => this.again(uri)));
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** Fires when our diagnostics of a document were renewed. */
  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  /** The client's middleware. */
  handle(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], next: Next): void {
    for (const diagnostic of diagnostics) {
      const name = ruleOf(diagnostic);
      if (name) {
        diagnostic.code = { value: name, target: rulePage(name) };
      }
    }
    const shown = this.filtered(uri, diagnostics);
    this.received.set(uri.toString(), { all: diagnostics, shown: shown.length, next });
    next(uri, shown);
    this.changed.fire(uri);
  }

  /** The server is gone, and with it what it said. */
  clear(): void {
    this.received.clear();
  }

  private again(uri: vscode.Uri): void {
    const known = this.received.get(uri.toString());
    if (!known) {
      return;
    }
    const shown = this.filtered(uri, known.all);
    // Our own change comes back as an event: only a difference is news.
    if (shown.length !== known.shown) {
      known.shown = shown.length;
      known.next(uri, shown);
    }
  }

  private filtered(uri: vscode.Uri, ours: vscode.Diagnostic[]): vscode.Diagnostic[] {
    if (!vscode.workspace.getConfiguration("boardwise").get<boolean>("hideDoubles", true)) {
      return ours;
    }
    const others = vscode.languages
      .getDiagnostics(uri)
      .filter((it) => it.source !== "boardwise" && it.severity === vscode.DiagnosticSeverity.Error)
      .map((it) => it.range);
    // Front ends fade what they do not compile; twice faded is unreadable.
    const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString());
    const isFadedElsewhere = document !== undefined && hasFrontEnd(document);
    const isFade = (it: vscode.Diagnostic) => it.tags?.includes(vscode.DiagnosticTag.Unnecessary) ?? false;
    const told = isFadedElsewhere ? ours.filter((it) => !isFade(it)) : ours;
    const messages = told.map((diagnostic) => ({ range: diagnostic.range, rule: ruleOf(diagnostic) ?? "", diagnostic }));
    return withoutDoubles(messages, others).map((message) => message.diagnostic);
  }
}

function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/** “2 errors, 1 warning”, of ours in a document. */
export function summary(uri: vscode.Uri): string {
  const ours = vscode.languages.getDiagnostics(uri).filter((it) => it.source === "boardwise");
  const count = (severity: vscode.DiagnosticSeverity) => ours.filter((it) => it.severity === severity).length;
  const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${plural(count(vscode.DiagnosticSeverity.Error), "error")}, ${plural(count(vscode.DiagnosticSeverity.Warning), "warning")}`;
}

/** Waits until our diagnostics of a document come anew, or for so long. */
export function renewed(diagnostics: Diagnostics, uri: vscode.Uri, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    const subscription = diagnostics.onDidChange((changed) => changed.toString() === uri.toString() && done());
  });
}

