// One line of `boardwise.toml`: the board. The rest of the file is the user's and stays as it is.

/** The file's text with this board; without one, with no board. */
export function withBoard(text: string, board: string | undefined): string {
  const lines = text.split(/(?<=\n)/);
  // Keys after the first `[table]` belong to the table.
  const table = lines.findIndex((line) => /^\s*\[/.test(line));
  const end = table < 0 ? lines.length : table;
  const at = lines.findIndex((line, index) => index < end && /^\s*board\s*=/.test(line));
  if (board === undefined) {
    return at < 0 ? text : [...lines.slice(0, at), ...lines.slice(at + 1)].join("");
  }
  if (at >= 0) {
    const newline = /\r?\n$/.exec(lines[at])?.[0] ?? "";
    const comment = /^\s*board\s*=\s*(?:"[^"]*"|'[^']*'|[^#]*?)(\s*#.*?)?\s*$/.exec(lines[at])?.[1] ?? "";
    lines[at] = `board = ${JSON.stringify(board)}${comment}${newline}`;
    return lines.join("");
  }
  return `board = ${JSON.stringify(board)}\n${text}`;
}
