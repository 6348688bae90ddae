// Picking a board from the server's tables.

import * as vscode from "vscode";
import { runServer } from "./server";

interface Boards {
  boards: { id: string; name: string; chip: string }[];
}

/** Lets the user pick a board and writes it to the workspace's settings (the user's without one). */
export async function selectBoard(program: string): Promise<void> {
  const boards = (JSON.parse(await runServer(program, "boards", "list", "--format", "json")) as Boards).boards;
  const automatic = { label: "$(search) From the project", description: "boardwise.toml, platformio.ini, sketch.yaml …", id: "" };
  const items = boards.map(({ id, name, chip }) => ({ label: name, description: `${id} · ${chip}`, id }));
  const picked = await vscode.window.showQuickPick([automatic, ...items], {
    title: "Board on the desk",
    matchOnDescription: true,
  });
  if (!picked) {
    return;
  }
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("boardwise").update("board", picked.id || undefined, target);
}
