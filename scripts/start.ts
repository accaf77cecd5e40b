/** `pnpm start`: the hub, a simulated home and this machine's sensors, until Ctrl-C. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = "--conditions=@hos/source";
const STOP_TIMEOUT_MS = 6_000;
/** What the hub says when it is ready, with its own address and that of the drivers. */
const READY = /^HOS is ready at (\S+), drivers at (\S+)/;

const children: ChildProcess[] = [];
const stopping = new AbortController();

function run(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [SOURCES, script], {
    cwd: root,
    env: { ...process.env, ...env },
    // In a group of its own, so that Ctrl-C reaches this process only and it stops the drivers before the hub.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  child.once("exit", (code) => {
    if (!stopping.signal.aborted) void stop(code ?? 1);
  });
  return child;
}

// Asked twice, it stops waiting.
async function stop(exitCode: number): Promise<void> {
  if (stopping.signal.aborted) process.exit(exitCode);
  stopping.abort();
  for (const child of children.toReversed()) await end(child);
  process.exit(exitCode);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS).unref();
  return promise;
}

function startDrivers(wsUrl: string): void {
  for (const example of ["simulated-home", "host-monitor"]) {
    const driver = run(`examples/${example}/src/main.ts`, { HOS_WS_URL: wsUrl });
    driver.stdout?.pipe(process.stdout);
  }
}

function explain(url: string): string {
  return `
HOS is live on ${url} (this machine only: there is no access control yet)

  list      curl ${url}/app/os/devices
  command   curl -X POST ${url}/app/os/devices/demo-lamp/command -H 'content-type: application/json' -d '{"command":"toggle"}'
  watch     curl -N ${url}/app/os/events

Ctrl-C stops everything.
`;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// Nobody reads any more, as after `| head`.
process.stdout.on("error", () => void stop(0));

// Only this hub's own word counts: another one may have the port, and its drivers must be left alone.
const hub = run("apps/server/src/main.ts", { HOS_LOG_LEVEL: process.env["HOS_LOG_LEVEL"] ?? "warn" });
if (hub.stdout !== null) {
  createInterface(hub.stdout).on("line", (line) => {
    const [, url, wsUrl] = READY.exec(line) ?? [];
    if (url === undefined || wsUrl === undefined) {
      console.log(line);
      return;
    }
    console.log(explain(url));
    startDrivers(wsUrl);
  });
}
