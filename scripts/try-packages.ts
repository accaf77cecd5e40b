/**
 * Installs every package that is published from its packed form into an empty folder outside the repository, as from npm,
 * and runs a driver and a client of them against the server of them: with `npx`, and with plain `node` of each major version
 * that the packages name.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packPackages, usePackedPackages } from "./lib/packed-packages.ts";
import { runServer } from "./lib/run-server.ts";
import { runStep } from "./lib/steps.ts";

/** Besides the one that runs this. */
const OTHER_NODES = ["22", "24"];
const TOKEN = "packed-packages-0123456789abcdef0123456789";
const TRY_TIMEOUT_MS = 30_000;
const STOP_LIMIT_MS = 5000;

// Plain JavaScript, as most people write it: a lamp, and an app that switches it on and sees it live.
const TRY = `
import { HosDriver } from "@hos/driver-sdk";
import { HosClient } from "@hos/client";

const { HOS_URL: url, HOS_WS_URL: wsUrl, HOS_TOKEN: token } = process.env;
const driver = new HosDriver({ driverKey: "PACKED", instanceId: "packed-1", wsUrl });
driver.announceDevice("packed-1-lamp", { name: "Lamp", deviceType: "light" });
driver.updateState("packed-1-lamp", { power: false });
driver.onAction({ command: "turn_on" }, () => ({ state: { power: true } }));
driver.connect();
const signal = AbortSignal.timeout(20_000);
await driver.ready({ signal });

const client = new HosClient({ url, token });
client.connect();
await client.ready({ signal });
const seen = new Promise((resolve) => {
  const look = () => client.devices.get("packed-1-lamp")?.state.power === true && resolve();
  client.on("change", look);
  look();
});
const answer = await client.command("packed-1-lamp", "turn_on", {}, { wait: "confirmed" });
await seen;
client.close();
await driver.close();
console.log(\`node \${process.version}: \${answer.status}, and seen live\`);
`;

const folder = mkdtempSync(join(tmpdir(), "hos-packages-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
process.exitCode = (await tryAll()) ? 0 : 1;

async function tryAll(): Promise<boolean> {
  const packed = await packPackages(folder);
  if (packed === undefined) return false;
  const app = join(folder, "app");
  mkdirSync(app);
  const dependencies = Object.fromEntries(Object.keys(packed).map((name) => [name, "*"]));
  writeFileSync(
    join(app, "package.json"),
    JSON.stringify({ name: "app", private: true, type: "module", dependencies }),
  );
  usePackedPackages(join(app, "package.json"), packed);
  writeFileSync(join(app, "try.js"), TRY);
  writeFileSync(join(app, "token"), TOKEN);
  if (!(await install(app))) return false;

  const installed = join(app, "node_modules/@hos/server/bundle/hos-server.js");
  await tryServer(app, { node: process.execPath, server: ["npx", "--no-install", "hos-server", "start"] });
  await tryServer(app, { node: process.execPath, server: [process.execPath, installed, "start"] });
  for (const version of OTHER_NODES) {
    const node = await installNode(version);
    if (node === undefined) return false;
    await tryServer(app, { node, server: [node, installed, "start"] });
  }
  return true;
}

async function tryServer(
  app: string,
  { node, server: command }: { readonly node: string; readonly server: readonly [string, ...string[]] },
): Promise<void> {
  const env = { ...process.env, HOS_HOST: "127.0.0.1", PORT: "0", HOS_DATA_DIR: mkdtempSync(join(folder, "data-")) };
  const startedAt = Date.now();
  const server = await runServer(command, { cwd: app, env: { ...env, HOS_ADMIN_TOKEN_FILE: join(app, "token") } });
  const startMs = Date.now() - startedAt;
  const tryEnv = { ...process.env, HOS_URL: server.url, HOS_WS_URL: server.driverUrl, HOS_TOKEN: TOKEN };
  const options = { cwd: app, env: tryEnv, encoding: "utf8", timeout: TRY_TIMEOUT_MS } as const;
  const tried = await promisify(execFile)(node, ["try.js"], options).catch((error: unknown) => error as Error);
  const { exitCode, durationMs } = await server.stop();
  if (tried instanceof Error) throw new Error(`${command.join(" ")} said:\n${server.output()}`, { cause: tried });
  process.stdout.write(tried.stdout);
  console.log(`ready in ${startMs} ms, stopped in ${durationMs} ms with ${exitCode}`);
  // npx ends by the signal itself.
  if (exitCode !== 0 && command[0] !== "npx") throw new Error(`The server ended with ${exitCode}.`);
  if (durationMs > STOP_LIMIT_MS) throw new Error(`The server took ${durationMs} ms to stop.`);
  if (/warning/i.test(server.output())) throw new Error(`The server warned:\n${server.output()}`);
}

/** The binary of a version of Node, out of its npm package. */
async function installNode(version: string): Promise<string | undefined> {
  const home = join(folder, `node-${version}`);
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, dependencies: { node: version } }));
  return (await install(home)) ? join(home, "node_modules/node/bin/node") : undefined;
}

function install(cwd: string): Promise<boolean> {
  const command = ["npm", "install", "--no-fund", "--no-audit", "--loglevel", "error", "--prefix", cwd] as const;
  return runStep({ name: "install", command });
}
