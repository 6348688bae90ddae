// Other extensions that answer about the same files (clangd, C/C++, Pylance …), and how Boardwise
// stands beside them: what they say about a place is not said again. What is about hardware stays.

import * as vscode from "vscode";
import { type CompletionMiddleware, type HoverMiddleware } from "vscode-languageclient/node";
import { isForeignName, nameOf, withoutNames, withoutSignature } from "./selector";

/** Front ends of C, C++ and Python. The Arduino and PlatformIO extensions bring the first two along. */
const FRONT_ENDS: { languages: string[]; extensions: string[] }[] = [
  {
    languages: ["c", "cpp", "arduino", "arduino-cpp", "ino"],
    extensions: ["llvm-vs-code-extensions.vscode-clangd", "ms-vscode.cpptools"],
  },
  {
    languages: ["python", "micropython"],
    extensions: ["ms-python.vscode-pylance", "ms-python.python", "ms-pyright.pyright", "detachhead.basedpyright"],
  },
];

/** Whether a front end of another extension is at work on documents of this language. */
export function hasFrontEnd({ languageId }: vscode.TextDocument): boolean {
  if (!vscode.workspace.getConfiguration("boardwise").get<boolean>("hideDoubles", true)) {
    return false;
  }
  const of = FRONT_ENDS.find(({ languages }) => languages.includes(languageId));
  return of?.extensions.some((id) => vscode.extensions.getExtension(id)?.isActive) ?? false;
}

/** While others are asked through VS Code, our own provider is asked too, and has nothing to say. */
let asking = 0;

async function ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
  asking++;
  try {
    return await vscode.commands.executeCommand<T>(command, ...args);
  } catch {
    // An answer that nobody gives hides nothing.
    return undefined;
  } finally {
    asking--;
  }
}

/** Hover without the signature when another extension shows one. */
export const provideHover: HoverMiddleware["provideHover"] = async (document, position, token, next) => {
  if (asking > 0) {
    return null;
  }
  const [ours, others] = await Promise.all([
    next(document, position, token),
    hasFrontEnd(document) ? ask<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position) : undefined,
  ]);
  if (!ours || !others?.some((hover) => hover.contents.length > 0)) {
    return ours;
  }
  const contents = ours.contents.map((part) => {
    const text = typeof part === "string" ? part : part.value;
    return new vscode.MarkdownString(withoutSignature(text), true);
  });
  return new vscode.Hover(contents.filter((part) => part.value !== ""), ours.range);
};

/** Completion without the names that another extension offers too; pins with their abilities stay. */
export const provideCompletionItem: CompletionMiddleware["provideCompletionItem"] = async (document, position, context, token, next) => {
  if (asking > 0) {
    return null;
  }
  const [ours, others] = await Promise.all([
    next(document, position, context, token),
    hasFrontEnd(document)
      ? ask<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, position, context.triggerCharacter)
      : undefined,
  ]);
  if (!ours || !others || token.isCancellationRequested) {
    return ours;
  }
  // Words of the text and snippets are no names that somebody knows.
  const known = others.items.filter((item) => isForeignName(item.kind, vscode.CompletionItemKind)).map((item) => nameOf(item));
  const items = withoutNames(Array.isArray(ours) ? ours : ours.items, new Set(known));
  return Array.isArray(ours) ? items : new vscode.CompletionList(items, ours.isIncomplete);
};
