import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { ServerCommand } from "../contenders/contender.ts";
import { readRssBytes } from "../machine/read-rss-bytes.ts";

const READY = "HOS is ready";

/** A start from nothing. */
export interface Start {
  /** From the spawn to the line that says that it is ready. */
  readonly readyMs: number;
  /** Of the process, after it was left alone for `idleMs`. */
  readonly rssBytes: number;
}

/**
 * Starts a hub, waits until it says that it is ready, leaves it alone for a time and ends it. Nothing loads it, so that it
 * has all cores.
 */
export async function measureStart({ file, args, env }: ServerCommand, idleMs: number): Promise<Start> {
  const beganAt = performance.now();
  const child = spawn(file, args, {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => text.includes(READY) && resolve());
    void ended.then(([code]) => reject(new Error(`The hub ended with ${String(code)} before it was ready.`)));
  });
  try {
    await ready;
    const readyMs = performance.now() - beganAt;
    await wait(idleMs);
    return { readyMs, rssBytes: readRssBytes(child.pid ?? 0) };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
