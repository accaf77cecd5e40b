import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DriverDetail } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const LAMPS = { driverKey: "LAMPS", instanceId: "lamps-1" };
const PATH = "/drivers/LAMPS/lamps-1";
/** On this machine too, so that the test needs no network. */
const ENV = { HOS_DRIVER_AUTH: "token", HOS_LOG_LEVEL: "debug" };

async function makeFolder() {
  const path = await mkdtemp(join(tmpdir(), "hos-pairing-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The driver once it is as `fits` says. */
function driverThat(server: ServerProcess, fits: (driver: DriverDetail) => boolean): Promise<DriverDetail> {
  return until("The driver", async () => {
    const { status, body } = await server.rest.get(PATH);
    return status === 200 && fits(body as DriverDetail) ? (body as DriverDetail) : undefined;
  });
}

describe("a driver that a person has to approve", () => {
  it("waits, is approved, keeps its token over restarts of both, and stays out once it is revoked", async () => {
    await using folder = await makeFolder();
    const stateDirectory = join(folder.path, "state");
    const env = { ...ENV, HOS_DATA_DIR: join(folder.path, "data") };
    const output: string[] = [];
    const keep = (server: ServerProcess) => output.push(...server.run.out.all, ...server.run.err.all);
    await using server = await ServerProcess.start(env);
    await using drivers = new DriverProcess();
    const plan = { ...LAMPS, wsUrl: server.driverUrl, devices: [light("lamp")], stateDirectory };
    const started = drivers.call("start", plan);
    const { code } = await drivers.find("pairing");
    expect(await driverThat(server, ({ status }) => status === "waiting")).toMatchObject({
      ...LAMPS,
      access: "open",
      pairing: { code, address: "127.0.0.1" },
    });
    expect((await server.bootstrap()).devices).toEqual([]);

    const wrong = code === "000000" ? "000001" : "000000";
    expect(await server.rest.post(`${PATH}/approve`, { code: wrong })).toMatchObject({
      status: 409,
      body: { code: "PAIRING_FAILED" },
    });
    expect(await server.rest.post(`${PATH}/approve`, { code })).toMatchObject({
      status: 200,
      body: { access: "approved" },
    });
    await started;
    await server.device("lamp");
    expect(await server.rest.command("lamp", "turn_on")).toMatchObject({ status: 200 });

    const file = join(stateDirectory, "LAMPS-lamps-1.token");
    const token = (await readFile(file, "utf8")).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    // The hub comes back and knows it; so does a new process of the driver.
    keep(server);
    await server.kill("SIGKILL");
    await using again = await ServerProcess.start({ ...env, PORT: String(server.port) });
    await driverThat(again, ({ status, access }) => status === "connected" && access === "approved");
    await drivers[Symbol.asyncDispose]();
    await using later = new DriverProcess("later");
    await later.call("start", plan);
    expect(later.happenings.all.map(({ name }) => name)).not.toContain("pairing");

    expect(await again.rest.post(`${PATH}/revoke`)).toMatchObject({ status: 200, body: { access: "revoked" } });
    const { disconnection } = await later.find("disconnected");
    expect(disconnection).toMatchObject({ code: 4003, willReconnect: false });
    await later.find("error", ({ message }) => message.includes("was revoked"));
    expect(await later.call("status", LAMPS.instanceId)).toBe("idle");
    await using refused = new DriverProcess("refused");
    await expect(refused.call("start", plan)).rejects.toThrow("was revoked");

    keep(again);
    const lines = output.join("\n");
    expect(lines).toContain("A driver waits for approval.");
    expect(lines).toContain("A driver was approved.");
    expect(lines).not.toContain(token.slice(token.lastIndexOf("_") + 1));
    expect(lines).not.toContain(code);
    const journal = JSON.stringify([await again.rest.get("/commands"), await again.rest.get(PATH)]);
    expect(journal).not.toContain(token.slice(token.lastIndexOf("_") + 1));
  });

  it("stays disabled over a restart, without a credential and from this machine", async () => {
    await using folder = await makeFolder();
    const env = { HOS_DATA_DIR: join(folder.path, "data") };
    await using server = await ServerProcess.start(env);
    await using drivers = new DriverProcess();
    const plan = { ...LAMPS, wsUrl: server.driverUrl, devices: [light("lamp")], stateDirectory: folder.path };
    await drivers.call("start", plan);
    expect(await server.rest.post(`${PATH}/disable`)).toMatchObject({ status: 200, body: { access: "disabled" } });
    expect((await drivers.find("disconnected")).disconnection).toMatchObject({ code: 4003 });
    await server.kill("SIGKILL");
    await using again = await ServerProcess.start(env);
    await using refused = new DriverProcess("refused");
    await expect(refused.call("start", { ...plan, wsUrl: again.driverUrl })).rejects.toThrow("is disabled in the hub");
    expect(await again.rest.post(`${PATH}/enable`)).toMatchObject({ status: 200, body: { access: "open" } });
    await using welcome = new DriverProcess("welcome");
    await welcome.call("start", { ...plan, wsUrl: again.driverUrl });
  });
});
