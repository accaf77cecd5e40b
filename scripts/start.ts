/** `pnpm start`: the hub, a simulated home and this machine's sensors, until Ctrl-C. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = "--conditions=@hos/source";
const READY_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 6_000;

const children: ChildProcess[] = [];
const stopping = new AbortController();

function run(script: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [SOURCES, script], {
    cwd: root,
    env: { ...process.env, ...env },
    // In a group of its own, so that Ctrl-C reaches this process only and it stops the drivers before the hub.
    detached: process.platform !== "win32",
    stdio: ["ignore", "inherit", "inherit"],
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

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && !stopping.signal.aborted) {
    const ready = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (stopping.signal.aborted) return;
  console.error(`The hub did not answer on ${url} within ${READY_TIMEOUT_MS / 1000} s.`);
  await stop(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

const port = process.env["PORT"] ?? "8080";
const url = `http://127.0.0.1:${port}`;
const driverPort = process.env["DRIVER_WS_PORT"] ?? port;
const driverEnv = { HOS_WS_URL: `ws://127.0.0.1:${driverPort}/driver` };

run("apps/server/src/main.ts", { HOS_LOG_LEVEL: process.env["HOS_LOG_LEVEL"] ?? "warn" });
await waitUntilReady(url);
run("examples/simulated-home/src/main.ts", driverEnv);
run("examples/host-monitor/src/main.ts", driverEnv);

console.log(`
HOS is live on ${url}

  list      curl ${url}/app/os/devices
  command   curl -X POST ${url}/app/os/devices/demo-lamp/command -H 'content-type: application/json' -d '{"command":"toggle"}'
  watch     curl -N ${url}/app/os/events

Ctrl-C stops everything.
`);
