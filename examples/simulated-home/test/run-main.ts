import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** Runs src/main.ts in a process of its own. It ends with the test at the latest. */
export function runMain(
  args: readonly string[],
  hubUrl = "ws://127.0.0.1:9/driver",
  variables: NodeJS.ProcessEnv = {},
) {
  const child = spawn(process.execPath, [...process.execArgv, "src/main.ts", ...args], {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, ...variables, HOS_WS_URL: hubUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  return {
    /** All that it printed, when it has ended. */
    stdout: text(child.stdout),
    stderr: text(child.stderr),
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
