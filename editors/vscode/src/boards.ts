// Picking a board from the server's tables, and writing down which one it is.

import * as vscode from "vscode";
import type { Server } from "./server";
import { withBoard } from "./toml";

interface Boards {
  boards: { id: string; name: string; chip: string; family: string; ids: string[] }[];
}

interface BoardPick extends vscode.QuickPickItem {
  id: string | undefined;
}

/** Lets the user pick a board and writes it down; gives its id, or nothing when it was not changed. */
export async function selectBoard(server: Server, current: string | null): Promise<string | undefined> {
  const client = server.client;
  if (!client) {
    void vscode.window.showWarningMessage("Boardwise is not running; its log says why.");
    return undefined;
  }
  const { boards } = await client.sendRequest<Boards>("boardwise/boards");
  const items = boards.map(
    ({ id, name, chip, family, ids }): BoardPick => ({
      label: id === current ? `$(check) ${name}` : name,
      description: `${id} · ${chip} · ${family}`,
      detail: ids.length > 1 ? `also called ${ids.slice(1).join(", ")}` : undefined,
      id,
    }),
  );
  const automatic: BoardPick = {
    label: "$(search) Let the project say",
    description: "boardwise.toml, platformio.ini, sketch.yaml …",
    id: undefined,
  };
  const picked = await vscode.window.showQuickPick([...items, { label: "", kind: vscode.QuickPickItemKind.Separator, id: undefined }, automatic], {
    title: `Which board is on the desk? (${boards.length} known)`,
    placeHolder: "Name, chip, family, PlatformIO id, FQBN or MicroPython name",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) {
    return undefined;
  }
  await write(picked.id);
  return picked.id ?? "";
}

/**
 * Into the project's `boardwise.toml` where there is one, else as the user says: a setting speaks
 * before every project file, so it is kept only where one was used before or is asked for.
 */
async function write(board: string | undefined): Promise<void> {
  const folder = activeFolder();
  const configuration = vscode.workspace.getConfiguration("boardwise", folder?.uri);
  const set = configuration.inspect<string>("board");
  if (!folder) {
    await configuration.update("board", board, vscode.ConfigurationTarget.Global);
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, "boardwise.toml");
  const text = await read(file);
  const isSet = Boolean(set?.workspaceValue || set?.workspaceFolderValue);
  if (text === undefined && !isSet && board !== undefined) {
    const places = [
      { label: "$(file-code) boardwise.toml", description: "a file of the project: for everyone, and for the command line", toFile: true },
      { label: "$(gear) Workspace setting", description: "for this editor only", toFile: false },
    ];
    const place = await vscode.window.showQuickPick(places, { title: `Where to write down ${board}?` });
    if (!place) {
      return;
    }
    if (!place.toFile) {
      await configuration.update("board", board, vscode.ConfigurationTarget.Workspace);
      return;
    }
  }
  if (isSet) {
    await configuration.update("board", text === undefined ? board : undefined, vscode.ConfigurationTarget.Workspace);
  }
  if (text !== undefined || (board !== undefined && !isSet)) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(withBoard(text ?? "", board)));
  }
}

function activeFolder(): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
