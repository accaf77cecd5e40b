import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { describe, expect, it, onTestFinished } from "vitest";
import { seededRandom } from "../src/crash/seeded-random.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import type { RestAnswer } from "../src/server/rest-caller.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const KILLS = 10;
const SEED = Number(process.env["HOS_CRASH_SEED"] ?? Date.now() % 2 ** 32);
const DRIVER = { driverKey: "CRASH", instanceId: "crash-1" };

/** What the server said yes to. */
interface Acknowledged {
  readonly spaces: Map<string, string>;
  /** How often the device was renamed. */
  names: number;
  /** Tokens that open nothing any more. */
  readonly revoked: string[];
}

describe(`a server that is killed at random moments (HOS_CRASH_SEED=${SEED})`, () => {
  it(`holds all that it said yes to after each of ${KILLS} kills, and serves the last states at once`, async () => {
    const random = seededRandom(SEED);
    const dataDir = await mkdtemp(join(tmpdir(), "hos-crash-server-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const acknowledged: Acknowledged = { spaces: new Map(), names: 0, revoked: [] };
    for (let kill = 0; kill < KILLS; kill += 1) {
      await using server = await ServerProcess.start({ HOS_DATA_DIR: dataDir });
      await check(server, acknowledged, kill);
      await using driver = new DriverProcess();
      const brightness = kill + 1;
      await driver.call("start", { ...DRIVER, wsUrl: server.driverUrl, devices: [light("a", { brightness })] });
      await server.device("a", ({ state }) => state["brightness"] === brightness);
      // States are written behind, at most a second later.
      await setTimeout(1500);
      const writes = [writeSpaces, renameDevice, revokeTokens].map((write) => write(server, acknowledged));
      await setTimeout(random() * 400);
      expect(await server.kill("SIGKILL")).toBe("SIGKILL");
      await Promise.all(writes);
    }
    await using server = await ServerProcess.start({ HOS_DATA_DIR: dataDir });
    await check(server, acknowledged, KILLS);
    expect(Math.min(acknowledged.spaces.size, acknowledged.names, acknowledged.revoked.length)).toBeGreaterThan(KILLS);
  }, 240_000);
});

/** What a server that was started just now serves, before a driver came back. */
async function check(server: ServerProcess, acknowledged: Acknowledged, kills: number): Promise<void> {
  expect(checkIntegrity(server.dataDir)).toBe("ok");
  const { spaces } = (await server.rest.get("/spaces")).body as { spaces: { id: string; name: string }[] };
  const found = new Map(spaces.map(({ id, name }) => [id, name]));
  expect([...acknowledged.spaces].filter(([id, name]) => found.get(id) !== name)).toEqual([]);
  for (const token of acknowledged.revoked) expect((await server.rest.as(token).get("/devices")).status).toBe(401);
  if (kills === 0) return;
  const device = (await server.rest.get("/devices/a")).body as DeviceRecord;
  expect(device).toMatchObject({
    state: { brightness: kills },
    availability: { status: "unknown", reason: "hub_restarted" },
  });
  // The next name may have been stored just before the kill, when it could not be answered any more.
  const names = Number(device.name.replace(/\D+/, ""));
  expect([acknowledged.names, acknowledged.names + 1]).toContain(names);
  acknowledged.names = names;
}

async function writeSpaces({ rest }: ServerProcess, { spaces }: Acknowledged): Promise<void> {
  await untilKilled(async () => {
    const name = `Room ${spaces.size}`;
    const { id } = await accepted<{ id: string }>(rest.post("/spaces/save", { name }));
    spaces.set(id, name);
  });
}

async function renameDevice({ rest }: ServerProcess, acknowledged: Acknowledged): Promise<void> {
  await untilKilled(async () => {
    const count = acknowledged.names + 1;
    await accepted(rest.post("/devices/a", { name: `Name ${count}` }));
    acknowledged.names = count;
  });
}

async function revokeTokens({ rest }: ServerProcess, { revoked }: Acknowledged): Promise<void> {
  await untilKilled(async () => {
    const request = { name: "Soon revoked", scopes: ["devices:read"] };
    const { id, token } = await accepted<{ id: string; token: string }>(rest.post("/tokens", request));
    await accepted(rest.post(`/tokens/${id}/revoke`));
    revoked.push(token);
  });
}

/** Does something again and again until there is nobody left who answers. */
async function untilKilled(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work();
  } catch (fault) {
    // What fetch says when the other side is gone, before the answer or in the middle of it.
    if (!(fault instanceof TypeError && /fetch failed|terminated/.test(fault.message))) throw fault;
  }
}

/** The body of an answer that says yes. */
async function accepted<Body>(asked: Promise<RestAnswer>): Promise<Body> {
  const { status, body } = await asked;
  if (status !== 200 && status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

function checkIntegrity(dataDir: string): unknown {
  const database = new DatabaseSync(join(dataDir, "hos.db"), { readOnly: true });
  try {
    return database.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
  } finally {
    database.close();
  }
}
