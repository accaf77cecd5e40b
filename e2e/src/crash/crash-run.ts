import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";
import { Inbox } from "../wait/inbox.ts";
import type { CrashLine } from "./stored.ts";

const MAIN = fileURLToPath(new URL("crash-main.ts", import.meta.url));

/** When a process is killed: so long after it told so many lines. */
export interface KillPlan {
  readonly lines: number;
  readonly delayMs: number;
}

/** Runs a hub on a folder until its time has come, and gives all that it told before it was killed. */
export async function runUntilKilled(
  folder: string,
  { lines: enough, delayMs }: KillPlan,
): Promise<readonly CrashLine[]> {
  const hub = spawn(process.execPath, ["--conditions=@hos/source", MAIN, folder], {
    // What the first one compiled the others need not compile again: most of the time of the test.
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: join(dirname(folder), "compiled") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = new Inbox<CrashLine>();
  const told = new Promise<void>((resolve) => {
    createInterface({ input: hub.stdout })
      .on("line", (line) => lines.add(JSON.parse(line) as CrashLine))
      .on("close", () => {
        lines.end("The process ended.");
        resolve();
      });
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    hub.once("exit", (code, signal) => resolve(signal ?? code));
  });
  try {
    await lines.find(`Line ${enough}`, () => lines.all.length >= enough);
    await setTimeout(delayMs);
  } finally {
    hub.kill("SIGKILL");
    await told;
  }
  const end = await ended;
  if (end !== "SIGKILL") throw new Error(`The process ended by itself with ${end}.`);
  return lines.all;
}
