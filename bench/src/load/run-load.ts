import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { LOAD_CORE, pinTo } from "../machine/pin-to.ts";
import type { LoadJobs } from "./load-jobs.ts";

const MAIN = fileURLToPath(new URL("load-main.ts", import.meta.url));

type Answer = { readonly value: unknown } | { readonly error: string };

/**
 * Has a job done in a process of its own, on the core of the load.
 *
 * @throws {Error} what went wrong there.
 */
export async function runLoad<Name extends keyof LoadJobs>(
  name: Name,
  job: Parameters<LoadJobs[Name]>[0],
): Promise<Awaited<ReturnType<LoadJobs[Name]>>> {
  const { file, args } = pinTo(LOAD_CORE, { file: process.execPath, args: [...process.execArgv, MAIN] });
  const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    const ended = once(child, "exit").then(([code]) => ({ error: `The load process ended with ${String(code)}.` }));
    child.send({ name, job });
    const told = once(child, "message").then(([message]) => message as Answer);
    const answer: Answer = await Promise.race([told, ended]);
    if ("error" in answer) throw new Error(`${name}: ${answer.error}`);
    return answer.value as Awaited<ReturnType<LoadJobs[Name]>>;
  } finally {
    child.kill("SIGKILL");
  }
}
