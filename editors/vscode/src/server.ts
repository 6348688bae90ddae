// Finds the server's program, makes clients for it, and keeps one running.
//
// The search order, first hit wins:
// 1. the setting `boardwise.server.path` (VS Code ignores a workspace's own value until the workspace is trusted);
// 2. the program that came with the extension, `server/boardwise`;
// 3. `boardwise` on the PATH.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import { Backoff } from "./restart";
import { DOCUMENTS } from "./selector";

/** The program to run, and where it was found; whether it exists is found out by running it. */
export function findServer(context: vscode.ExtensionContext): { program: string; from: string } {
  const configured = vscode.workspace.getConfiguration("boardwise").get<string>("server.path");
  if (configured) {
    return { program: configured, from: "the setting boardwise.server.path" };
  }
  const name = process.platform === "win32" ? "boardwise.exe" : "boardwise";
  const bundled = vscode.Uri.joinPath(context.extensionUri, "server", name).fsPath;
  return existsSync(bundled) ? { program: bundled, from: "the extension" } : { program: name, from: "the PATH" };
}

/** Runs the program and gives its standard output; fails with what went wrong. */
async function runServer(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: 20_000, maxBuffer: 16 << 20 });
  return stdout;
}

/** Tells the server that `boardwise/status` notifications are welcome. */
const wantsStatus: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental = (capabilities.experimental ?? {}) as Record<string, unknown>;
    capabilities.experimental = { ...experimental, boardwiseStatus: true };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** How the server is. */
export type ServerState =
  | { kind: "starting" }
  | { kind: "running"; version: string; program: string; startedInMs: number }
  | { kind: "waiting"; seconds: number }
  | { kind: "off"; why: string };

/** The one server of a window: starts it, and starts it again with growing patience when it falls. */
export class Server implements vscode.Disposable {
  private current: LanguageClient | undefined;
  private readonly backoff = new Backoff();
  private timer: NodeJS.Timeout | undefined;
  private generation = 0;
  private readonly changed = new vscode.EventEmitter<ServerState>();
  private last: ServerState = { kind: "starting" };

  /** Fires whenever the state changes. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly middleware: LanguageClientOptions["middleware"],
    private readonly prepare: (client: LanguageClient) => void,
  ) {}

  /** The client, while the server runs. */
  get client(): LanguageClient | undefined {
    return this.current?.isRunning() ? this.current : undefined;
  }

  get state(): ServerState {
    return this.last;
  }

  /** Starts the server; a person asked, or the window opened. */
  async restart(): Promise<void> {
    this.backoff.reset();
    await this.stop();
    await this.start();
  }

  /** Stops the server for good. */
  async stop(): Promise<void> {
    this.generation++;
    clearTimeout(this.timer);
    const stopping = this.current;
    this.current = undefined;
    try {
      await stopping?.dispose(2_000);
    } catch (error) {
      // A server that cannot even say goodbye is killed by the client's library.
      this.log.debug(`Stopping the server: ${describe(error)}`);
    }
  }

  dispose(): void {
    void this.stop();
    this.changed.dispose();
  }

  private async start(): Promise<void> {
    const generation = ++this.generation;
    const { program, from } = findServer(this.context);
    this.tell({ kind: "starting" });
    const startedAt = Date.now();
    try {
      // A program that cannot tell its version cannot serve either, and says here why.
      const version = (await runServer(program, "--version")).trim();
      if (generation !== this.generation) {
        return;
      }
      this.log.info(`Starting ${version} from ${from}: ${program}`);
      const client = this.createClient(program, generation);
      this.current = client;
      this.backoff.started(Date.now());
      this.prepare(client);
      await client.start();
      if (generation !== this.generation) {
        return;
      }
      const startedInMs = Date.now() - startedAt;
      this.log.info(`The server answers after ${startedInMs} ms.`);
      this.tell({ kind: "running", version, program, startedInMs });
    } catch (error) {
      if (generation !== this.generation) {
        return;
      }
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      const why = missing
        ? `There is no program “${program}” (looked for in ${from}). Install boardwise, or set boardwise.server.path.`
        : `The server (${program}) does not start: ${describe(error)}`;
      this.current = undefined;
      this.fail(why);
    }
  }

  private createClient(program: string, generation: number): LanguageClient {
    const settings = vscode.workspace.getConfiguration("boardwise");
    const environment = {
      ...process.env,
      BOARDWISE_LOG: settings.get<string>("server.log", "warn"),
      CANDLE_NUM_THREADS: String(settings.get<number>("server.threads", 1)),
    };
    const client = new LanguageClient(
      "boardwise",
      "Boardwise",
      { command: program, args: ["lsp"], transport: TransportKind.stdio, options: { env: environment } },
      {
        documentSelector: DOCUMENTS,
        initializationOptions: settings,
        synchronize: { configurationSection: "boardwise" },
        outputChannel: this.log,
        middleware: this.middleware,
        initializationFailedHandler: () => false,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue }),
          closed: () => {
            this.fell(generation);
            // We start it again ourselves, with patience.
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
      },
    );
    client.registerFeature(wantsStatus);
    return client;
  }

  /** The server's pipe broke although nobody asked it to go. */
  private fell(generation: number): void {
    if (generation !== this.generation) {
      return;
    }
    this.current = undefined;
    const delay = this.backoff.fell(Date.now());
    if (delay === undefined) {
      this.fail("The server stopped several times in a row and is not started again.");
      return;
    }
    this.log.warn(`The server stopped; it is started again in ${delay / 1000} s.`);
    this.tell({ kind: "waiting", seconds: delay / 1000 });
    this.timer = setTimeout(() => void this.start(), delay);
  }

  private fail(why: string): void {
    this.log.error(why);
    this.tell({ kind: "off", why });
    void vscode.window.showErrorMessage(`Boardwise: ${why}`, "Show Log", "Try Again").then((choice) => {
      if (choice === "Show Log") {
        this.log.show();
      } else if (choice === "Try Again") {
        void this.restart();
      }
    });
  }

  private tell(state: ServerState): void {
    this.last = state;
    this.changed.fire(state);
  }
}

/** An error in a line. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
