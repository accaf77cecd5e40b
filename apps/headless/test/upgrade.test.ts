import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type RunningServer, runServer } from "../../../scripts/lib/run-server.ts";
import { HubApi } from "./support/hub-api.ts";
import { OutsideProgram } from "./support/outside-program.ts";
import { STORED_HOME } from "./support/write-data-folder.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DATA = fileURLToPath(new URL("data", import.meta.url));
const versions = globSync("*.db.gz", { cwd: DATA }).map((file) => Number(/\d+/.exec(basename(file))?.[0]));

describe("a data folder of an earlier hub", { timeout: 60_000 }, () => {
  it("is kept of every version of the database", async () => {
    const { server, dataDir } = await start(1);
    await server.stop();
    const newest = versionOf(join(dataDir, "hos.db"));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: newest }, (_, index) => index + 1));
  });

  it.each(versions)(
    "of version %i is brought to the newest, a copy is kept, and everything is there",
    async (version) => {
      const { server, dataDir, secrets } = await start(version);
      const api = new HubApi(server.url);
      expect((await api.get("/setup")).body).toEqual({ required: false });
      await expectHome(api);
      api.useToken(secrets.apiToken);
      expect((await api.get("/devices/lamps-1-lamp")).status).toBe(200);
      expect((await api.get("/users")).status).toBe(403);
      await expectDriver(server, dataDir, secrets.driverToken);
      await server.stop();
      const newest = versionOf(join(dataDir, "hos.db"));
      const copies = readdirSync(dataDir).filter((file) => file.startsWith("hos-before-"));
      expect(copies.map((copy) => versionOf(join(dataDir, copy)))).toEqual(version === newest ? [] : [version]);
    },
  );
});

async function expectHome(api: HubApi): Promise<void> {
  await api.logIn(STORED_HOME.guest.username, STORED_HOME.guest.password);
  await api.logIn(STORED_HOME.admin.username, STORED_HOME.admin.password);
  const bodyOf = async (path: string) => (await api.get(path)).body;
  const { spaces } = (await bodyOf("/spaces")) as { spaces: readonly { id: string; name: string }[] };
  expect(spaces).toMatchObject([{ name: "Hall" }]);
  expect(await bodyOf("/devices/lamps-1-lamp")).toMatchObject({
    name: "Lamp by the stairs",
    spaceId: spaces[0]?.id,
    state: { power: true, brightness: 60 },
    availability: { status: "unknown", reason: "hub_restarted" },
  });
  expect(await bodyOf("/programs")).toMatchObject({ programs: [{ name: "Good night" }] });
  expect(await bodyOf("/preferences/home")).toEqual({ preferences: { language: "en" } });
  expect(await bodyOf("/users")).toMatchObject({
    users: [
      { username: "ada", role: "admin" },
      { username: "bob", role: "guest", spaceIds: [spaces[0]?.id] },
    ],
  });
  expect(await bodyOf("/tokens")).toMatchObject({
    tokens: expect.arrayContaining([expect.objectContaining({ name: STORED_HOME.tokenName })]) as unknown,
  });
  expect(await bodyOf("/commands")).toMatchObject({
    commands: [{ deviceId: "lamps-1-lamp", command: "set_brightness", payload: { brightness: 60 } }],
  });
}

/** The driver is let in with the credential that it was given then. */
async function expectDriver(server: RunningServer, dataDir: string, token: string): Promise<void> {
  const stateFolder = join(dataDir, "../driver");
  mkdirSync(stateFolder);
  writeFileSync(join(stateFolder, "LAMPS-lamps-1.token"), token);
  await using driver = new OutsideProgram("lamp-driver.ts", {
    HOS_WS_URL: server.driverUrl,
    HOS_DRIVER_STATE_DIR: stateFolder,
  });
  await driver.next("registered");
}

interface Started {
  readonly server: RunningServer;
  readonly dataDir: string;
  readonly secrets: { readonly apiToken: string; readonly driverToken: string };
}

async function start(version: number): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "hos-upgrade-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "hos.db"), gunzipSync(readFileSync(join(DATA, `v${version}.db.gz`))));
  const secrets = JSON.parse(readFileSync(join(DATA, `v${version}.json`), "utf8")) as Started["secrets"];
  const command = [process.execPath, "--conditions=@hos/source", "apps/server/src/main.ts", "start"] as const;
  const env = { ...process.env, HOS_HOST: "127.0.0.1", PORT: "0", HOS_DATA_DIR: dataDir, HOS_DRIVER_AUTH: "token" };
  const server = await runServer([...command], { cwd: ROOT, env });
  onTestFinished(async () => void (await server.stop()));
  return { server, dataDir, secrets };
}

function versionOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  } finally {
    database.close();
  }
}
