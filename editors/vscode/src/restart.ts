// When a server that went away is started again. Knows neither VS Code nor processes.

/** How long to wait before the next start, in milliseconds. */
const DELAYS = [500, 2_000, 5_000, 15_000, 30_000];

/** A server that lived this long was healthy: the next fall counts as the first. */
const HEALTHY_MS = 60_000;

/** Waits longer after each fall, and gives up when falling is all that the server does. */
export class Backoff {
  private falls = 0;
  private startedAt = 0;

  /** The server was started. */
  started(now: number): void {
    this.startedAt = now;
  }

  /** The server fell: the milliseconds to wait before starting it again, or nothing when it is hopeless. */
  fell(now: number): number | undefined {
    if (now - this.startedAt >= HEALTHY_MS) {
      this.falls = 0;
    }
    return DELAYS[this.falls++];
  }

  /** A person asked for a start: the slate is clean. */
  reset(): void {
    this.falls = 0;
  }
}
