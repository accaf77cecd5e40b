/**
 * Writes what a lived-in home stores into one file: `node --conditions=@hos/source write-data-folder.ts FILE`. Made once for
 * each version of the database and kept in test/data from then on, so that every later hub is held to it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { runServer } from "../../../../scripts/lib/run-server.ts";
import { HubApi } from "./hub-api.ts";
import { OutsideProgram } from "./outside-program.ts";

/** What the tests need to know of the home; none of it opens anything else. */
export const STORED_HOME = {
  admin: { username: "ada", password: "the first of all programmers" },
  guest: { username: "bob", password: "only here for the weekend" },
  tokenName: "panel in the hall",
} as const;

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

if (import.meta.main) await write(process.argv[2] ?? "");

async function write(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hos-data-"));
  const dataDir = join(folder, "data");
  const command = [process.execPath, "--conditions=@hos/source", "apps/server/src/main.ts", "start"] as const;
  const env = { ...process.env, HOS_HOST: "127.0.0.1", PORT: "0", HOS_DATA_DIR: dataDir, HOS_DRIVER_AUTH: "token" };
  const server = await runServer([...command], { cwd: ROOT, env });
  const api = new HubApi(server.url);
  const [, code] = /\b([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})\b/.exec(server.output()) ?? [];
  await expectDone(api.post("/setup", { code, ...STORED_HOME.admin }));
  await api.logIn(STORED_HOME.admin.username, STORED_HOME.admin.password);
  const driverToken = await letDriverIn(api, server.driverUrl, folder);
  const apiToken = await furnish(api);
  await server.stop();
  writeFileSync(`${file}.db.gz`, gzipSync(readFileSync(join(dataDir, "hos.db")), { level: 9 }));
  writeFileSync(`${file}.json`, `${JSON.stringify({ apiToken, driverToken }, null, 2)}\n`);
  rmSync(folder, { recursive: true });
}

async function letDriverIn(api: HubApi, wsUrl: string, folder: string): Promise<string> {
  const stateFolder = join(folder, "driver");
  await using driver = new OutsideProgram("lamp-driver.ts", { HOS_WS_URL: wsUrl, HOS_DRIVER_STATE_DIR: stateFolder });
  const { code } = await driver.next("pairing");
  await expectDone(api.post("/drivers/LAMPS/lamps-1/approve", { code }));
  await driver.next("registered");
  const request = { command: "set_brightness", payload: { brightness: 60 }, wait: "confirmed" };
  await expectDone(api.post("/devices/lamps-1-lamp/command", request));
  return readFileSync(join(stateFolder, "LAMPS-lamps-1.token"), "utf8").trim();
}

/** @returns an API token */
async function furnish(api: HubApi): Promise<string> {
  const hall = await expectDone(api.post("/spaces/save", { name: "Hall" }));
  await expectDone(api.post("/devices/lamps-1-lamp", { name: "Lamp by the stairs", spaceId: hall["id"] }));
  const items = [{ deviceId: "lamps-1-lamp", command: "set_brightness", payload: { brightness: 5 } }];
  await expectDone(api.post("/programs/save", { name: "Good night", items }));
  await expectDone(api.post("/preferences/home", { preferences: { language: "en" } }));
  await expectDone(api.post("/users", { ...STORED_HOME.guest, role: "guest", spaceIds: [hall["id"]] }));
  const scopes = ["devices:read", "devices:command"];
  const created = await expectDone(api.post("/tokens", { name: STORED_HOME.tokenName, scopes }));
  return String(created["token"]);
}

async function expectDone(answer: ReturnType<HubApi["get"]>): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`The hub answered ${status}: ${JSON.stringify(body)}`);
  return body as Readonly<Record<string, unknown>>;
}
