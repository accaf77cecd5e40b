import { spawn } from "node:child_process";
import { once } from "node:events";

/** How a driver is started. */
export interface DriverProgram {
  readonly command: string;
  readonly file: string;
}

/** Starts a driver in a process of its own, in the folder of the example. It ends with the test at the latest. */
export function startDriver({ command, file }: DriverProgram, hubUrl: string, env: Record<string, string> = {}) {
  const child = spawn(command, [file], {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, HOS_WS_URL: hubUrl, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  return {
    /** Asks it to stop. */
    stop: () => child.kill("SIGTERM"),
    /** Waits until it has ended, ten seconds at most. */
    async exitCode() {
      if (child.exitCode === null) await once(child, "exit", { signal: AbortSignal.timeout(10_000) });
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
