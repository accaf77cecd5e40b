/**
 * Pastes the commands of the README, word for word but for the port: starts everything, tries the lines, stops it with
 * Ctrl-C, does it again, and sees that nothing is left when the start is killed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readReadmeStart } from "./lib/readme-start.ts";
import { Terminal, withDeadline } from "./lib/terminal.ts";

const READY = "Ctrl-C stops everything";
/** What the README says, as people who start nothing else have it. */
const README_PORT = "127.0.0.1:8080";
const HOST_DEVICES = 3;
const HOME_DEVICES = 14;
const RETRY_MS = 200;

interface Device {
  readonly driverKey: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly availability: { readonly status: string };
}

const port = await freePort();
const dataDir = mkdtempSync(join(tmpdir(), "hos-start-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
const { start, tries } = readReadmeStart();
const [list = "", command = "", watch = ""] = tries.map((line) => line.replaceAll(README_PORT, `127.0.0.1:${port}`));

function startAll(): Terminal {
  return new Terminal(start, { PORT: String(port), HOS_DATA_DIR: dataDir });
}

async function tryStart(): Promise<void> {
  const terminal = startAll();
  try {
    await terminal.waitFor(READY);
    console.log(terminal.text);
    for (const line of [list, command, watch]) {
      if (!terminal.text.includes(line)) throw new Error(`The start does not print what the README says: ${line}`);
    }
    await withDeadline(tryList(), "the devices did not come");
    await tryCommand();
    await tryWatch();
  } finally {
    terminal.interrupt();
  }
  await terminal.end();
  await expectFree();
}

async function tryList(): Promise<void> {
  for (;;) {
    const answer = await paste(list);
    const { devices = [] } = JSON.parse(answer) as { readonly devices?: readonly Device[] };
    // The second time they are there at once, and come to life when their driver returns.
    const live = devices.filter(
      ({ state, availability }) => availability.status === "online" && Object.keys(state).length > 0,
    );
    const drivers = new Set(live.map(({ driverKey }) => driverKey));
    if (drivers.size >= 2 && live.length >= HOME_DEVICES + HOST_DEVICES) {
      console.log(`list: ${live.length} devices are live`);
      return;
    }
    await wait(RETRY_MS);
  }
}

async function tryCommand(): Promise<void> {
  const answer = await paste(command);
  if (!/"status":"(?:succeeded|confirmed)"/.test(answer)) throw new Error(`The command was answered with: ${answer}`);
  console.log(`command: ${answer}`);
}

async function tryWatch(): Promise<void> {
  const terminal = new Terminal(watch);
  await terminal.waitFor("event: STATE_UPDATE");
  terminal.interrupt();
  await terminal.end();
  console.log("watch: a STATE_UPDATE came");
}

async function tryKill(): Promise<void> {
  const terminal = startAll();
  await terminal.waitFor(READY);
  try {
    terminal.killOnly();
    await terminal.end();
  } finally {
    terminal.interrupt();
  }
  await expectFree();
  console.log("kill -9: nothing is left");
}

/** Runs a line that ends by itself. @returns what it printed */
function paste(line: string): Promise<string> {
  return new Terminal(line).end();
}

async function expectFree(): Promise<void> {
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

await tryStart();
await tryStart();
await tryKill();
console.log("The README works, and again.");
