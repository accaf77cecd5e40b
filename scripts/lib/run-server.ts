import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A hub in a process of its own. */
export interface RunningServer {
  readonly url: string;
  readonly driverUrl: string;
  /** What it wrote so far. */
  readonly output: () => string;
  /** Stops it as a supervisor would. @returns its exit code, and how long it took in milliseconds */
  stop(): Promise<{ readonly exitCode: number | null; readonly durationMs: number }>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const READY = /^HOS is ready at (\S+), drivers at (\S+)/m;

/** Starts `hos-server` by a command line and waits until it says that it is ready. */
export async function runServer(
  command: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<RunningServer> {
  const [file, ...args] = command;
  // In a group of its own, which is at its end when nobody holds the pipes any more: npx hands signals on to nobody.
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const ended = once(child, "close");
  let output = "";
  const ready = Promise.withResolvers<readonly [string, string]>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      const [, url, driverUrl] = READY.exec(output) ?? [];
      if (url !== undefined && driverUrl !== undefined) ready.resolve([url, driverUrl]);
    });
  }
  child.once("error", ready.reject);
  child.once("exit", (code) => ready.reject(new Error(`${command.join(" ")} ended with ${code}:\n${output}`)));
  const timer = setTimeout(
    () => ready.reject(new Error(`${command.join(" ")}: not ready in time:\n${output}`)),
    START_TIMEOUT_MS,
  );
  try {
    const [url, driverUrl] = await ready.promise;
    return { url, driverUrl, output: () => output, stop: () => stop(child, ended) };
  } catch (error) {
    signal(child, "SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(child: ChildProcess, ended: Promise<unknown[]>): ReturnType<RunningServer["stop"]> {
  const startedAt = Date.now();
  signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), STOP_TIMEOUT_MS);
  const [exitCode] = (await ended) as [number | null];
  clearTimeout(timer);
  return { exitCode, durationMs: Date.now() - startedAt };
}

function signal({ pid, exitCode, signalCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, name);
}
