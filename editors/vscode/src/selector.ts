// Which documents the server is told of, and which of its messages another extension has said already.
//
// Editors disagree about the language of a sketch (`cpp` to VS Code, `ino` or `arduino` to
// extensions), so sketches are known by their names. C, C++ and Python are offered to the server,
// which takes what belongs to a firmware project and ignores the rest.

/** The languages that may be firmware. */
export const LANGUAGES = ["cpp", "c", "arduino", "ino", "arduino-cpp", "python", "micropython"];

/** For the protocol's `documentSelector`. */
export const DOCUMENTS = [
  { scheme: "file", pattern: "**/*.{ino,pde}" },
  { scheme: "untitled", language: "arduino" },
  ...LANGUAGES.map((language) => ({ scheme: "file", language })),
];

/** Whether a document may be the server's business. */
export function mayBeFirmware(document: { languageId: string; uri: { scheme: string; path: string } }): boolean {
  const isSketch = /\.(ino|pde)$/i.test(document.uri.path);
  return document.uri.scheme === "file" && (isSketch || LANGUAGES.includes(document.languageId));
}

/** A place in a text, as VS Code has it. */
export interface Place {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** A message about a place. */
export interface Message {
  range: Place;
  rule: string;
}

/**
 * Rules that a compiler's front end (clangd, cpptools, Pylance) may find as well. Everything else is
 * about hardware, which no other extension knows.
 */
const FRONT_END_RULES = new Set([
  "unknown-function",
  "unknown-module-member",
  "undeclared-pin-name",
  "wrong-argument-count",
  "missing-include",
  "removed-function",
]);

/** Our messages without those that another extension has said about the same place. */
export function withoutDoubles<T extends Message>(ours: T[], othersErrors: Place[]): T[] {
  return ours.filter((message) => !FRONT_END_RULES.has(message.rule) || !othersErrors.some((other) => meet(message.range, other)));
}

/** Whether two places share a character or touch in a point. */
function meet(a: Place, b: Place): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Place["start"], b: Place["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** A hover's text without the code that it begins with: the signature, which front ends show as well. */
export function withoutSignature(markdown: string): string {
  return markdown.replace(/^(?:```[^\n]*\n[\s\S]*?\n```\n*|`[^`\n]+`\n+)/, "").trim();
}

/** The name that a completion stands for, whatever is written around it: `•digitalWrite(uint8_t …)`. */
export function nameOf(item: { label: string | { label: string }; filterText?: string }): string {
  const text = item.filterText ?? (typeof item.label === "string" ? item.label : item.label.label);
  return /[A-Za-z_]\w*/.exec(text)?.[0] ?? text;
}

/** Whether a completion of another extension is a name, and not a word of the text or a snippet. */
export function isForeignName(kind: number | undefined, kinds: { Text: number; Snippet: number }): boolean {
  return kind !== kinds.Text && kind !== kinds.Snippet;
}

/** Our completions without names that others offer. Those of which the server says that they are about the board stay. */
export function withoutNames<T extends { label: string | { label: string }; filterText?: string; data?: unknown }>(ours: T[], others: Set<string>): T[] {
  const isOfTheBoard = ({ data }: T) => typeof data === "object" && data !== null && "board" in data;
  return ours.filter((item) => isOfTheBoard(item) || !others.has(nameOf(item)));
}
