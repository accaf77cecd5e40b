/** Runs `pnpm start` as the README says, tries the three lines that it prints, stops it with Ctrl-C, and does it again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { root } from "./lib/steps.ts";

const DEADLINE_MS = 60_000;
const HOST_DEVICES = 3;
const HOME_DEVICES = 14;

interface Device {
  readonly id: string;
  readonly driverKey: string;
  readonly state: Readonly<Record<string, unknown>>;
}

async function tryStart(port: number): Promise<void> {
  const base = `http://127.0.0.1:${port}/app/os`;
  const child = spawn("pnpm", ["start"], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const stopped = once(child, "exit");
  try {
    await waitForText(child, "Ctrl-C stops everything");
    const devices = await waitForDevices(base);
    console.log(`${devices.length} devices are live`);
    await tryCommand(base);
    await tryWatch(base);
  } finally {
    // Ctrl-C in a terminal reaches the whole foreground group.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
  }
  await withDeadline(stopped, "pnpm start did not end after Ctrl-C");
  await isFree(port);
}

async function waitForDevices(base: string): Promise<readonly Device[]> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { devices } = (await (await fetch(`${base}/devices?limit=1000`)).json()) as { devices: readonly Device[] };
    const withState = devices.filter(({ state }) => Object.keys(state).length > 0);
    const drivers = new Set(withState.map(({ driverKey }) => driverKey));
    if (drivers.size >= 2 && withState.length >= HOME_DEVICES + HOST_DEVICES) return withState;
    if (Date.now() > deadline) throw new Error(`Only ${withState.length} devices of ${[...drivers].join(", ")} came.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function tryCommand(base: string): Promise<void> {
  const response = await fetch(`${base}/devices/demo-lamp/command`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ command: "toggle" }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`The command was answered with ${response.status}: ${answer}`);
  console.log(`command: ${answer}`);
}

async function tryWatch(base: string): Promise<void> {
  const stop = new AbortController();
  const response = await fetch(`${base}/events`, { signal: stop.signal });
  let text = "";
  const reading = (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes("event: STATE_UPDATE")) return;
    }
  })();
  await withDeadline(reading, "no STATE_UPDATE came on the live stream");
  stop.abort();
  console.log("watch: a STATE_UPDATE came");
}

async function waitForText(child: ChildProcess, text: string): Promise<void> {
  let seen = "";
  const found = Promise.withResolvers<void>();
  child.once("exit", (code) => found.reject(new Error(`pnpm start ended with ${code}`)));
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    process.stdout.write(chunk);
    seen += chunk;
    if (seen.includes(text)) found.resolve();
  });
  await withDeadline(found.promise, `pnpm start did not print "${text}"`);
}

async function isFree(port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  server.close();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port could be had.");
  return address.port;
}

async function withDeadline<Value>(promise: Promise<Value>, complaint: string): Promise<Value> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`${complaint} within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  try {
    return await Promise.race([promise, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const port = await freePort();
await tryStart(port);
await tryStart(port);
console.log("pnpm start works, and again");
