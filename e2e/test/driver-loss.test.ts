import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { RawDriver } from "../src/drivers/raw-driver.ts";
import { FreezableProxy } from "../src/net/freezable-proxy.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const KINDS = ["client", "socket.io", "sse"] as const;
const DRIVER_KEY = "LAMPS";
const LONG_TIMEOUT_MS = 60_000;
/** RFC 6455, section 5.5.2: an empty ping of a server. */
const PING = Buffer.from([0x89, 0x00]);

let server: ServerProcess;
let clients: ClientProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ HOS_GRACE_MS: "2500", HOS_PING_INTERVAL_MS: "1000" });
  clients = await ClientProcess.start(server.url, KINDS);
});

afterAll(async () => {
  await clients[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe("a driver that is killed in the middle of a command", () => {
  it("costs the caller DRIVER_DISCONNECTED at once and takes its devices offline after the grace time", async () => {
    await using driver = new DriverProcess();
    await driver.call("start", { ...planOf("killed", "killed-lamp"), manner: "hold" });
    await server.device("killed-lamp");
    const answering = server.rest.command("killed-lamp", "turn_on", { timeoutMs: LONG_TIMEOUT_MS });
    const { requestId } = await driver.action();
    await driver.run.kill("SIGKILL");
    expect(await answering).toMatchObject({
      status: 503,
      body: { ok: false, code: "DRIVER_DISCONNECTED", commandId: requestId },
    });
    expect((await server.device("killed-lamp")).availability.status).toBe("online");
    expect(await server.driver(DRIVER_KEY, "killed")).toMatchObject({ status: "away", reason: "connection_lost" });

    for (const kind of KINDS) {
      const failed = await clients.event(kind, "ACTION_FAILED", ({ commandId }) => commandId === requestId);
      const offline = await clients.event(kind, "DEVICE_AVAILABILITY", isOf("killed-lamp"));
      const gone = await clients.event(kind, "DRIVER_DISCONNECTED", ({ instanceId }) => instanceId === "killed");
      expect(failed).toMatchObject({ code: "DRIVER_DISCONNECTED" });
      expect(offline.availability).toMatchObject({ status: "offline", reason: "driver_disconnected" });
      expect(gone.reason).toBe("connection_lost");
      expect(indexesOf(clients, kind, [failed, offline, gone])).toEqual(
        indexesOf(clients, kind, [failed, offline, gone]).toSorted((a, b) => a - b),
      );
      // Offline since the loss, not since the end of the grace time.
      expect(Date.parse(offline.availability.since)).toBeLessThan(Date.parse(offline.at));
      expect(Date.parse(gone.since)).toBeLessThan(Date.parse(gone.at));
    }
    const device = await server.device("killed-lamp");
    expect(device.availability).toMatchObject({ status: "offline", reason: "driver_disconnected" });
    expect(device.state).toEqual({ power: false, brightness: 10 });
    expect(await server.rest.command("killed-lamp", "turn_on")).toMatchObject({
      status: 503,
      body: { code: "DRIVER_OFFLINE" },
    });
    expect(await server.rest.get(`/commands/${requestId}`)).toMatchObject({
      body: { status: "failed", failure: { code: "DRIVER_DISCONNECTED" } },
    });
  });

  it("brings its devices online when it comes back after the grace time", async () => {
    await using first = new DriverProcess();
    await first.call("start", planOf("returning", "returning-lamp"));
    await server.device("returning-lamp");
    await first.run.kill("SIGKILL");
    await clients.event("client", "DEVICE_AVAILABILITY", isOf("returning-lamp"));
    await using second = new DriverProcess();
    await second.call("start", planOf("returning", "returning-lamp"));
    for (const kind of KINDS) {
      const { availability } = await clients.event(
        kind,
        "DEVICE_AVAILABILITY",
        (event) => event.device_id === "returning-lamp" && event.availability.status !== "offline",
      );
      expect(availability).toMatchObject({ status: "online", reason: null });
    }
  });
});

describe("a driver that is back within the grace time", () => {
  it("causes no outage event at any client", async () => {
    await using first = new DriverProcess();
    await using second = new DriverProcess();
    await using straggler = await RawDriver.register(server.driverUrl, { driverKey: DRIVER_KEY, instanceId: "gone" });
    straggler.announce("gone-lamp");
    await first.call("start", planOf("brief", "brief-lamp"));
    await server.device("brief-lamp");
    await server.device("gone-lamp");

    await first.run.kill("SIGKILL");
    await until("The loss", async () => (await server.driver(DRIVER_KEY, "brief")).status === "away");
    await second.call("start", planOf("brief", "brief-lamp"));
    expect(await server.driver(DRIVER_KEY, "brief")).toMatchObject({ status: "connected", traffic: { sessions: 2 } });
    // The grace time of this one begins later, so that its end comes after every end that the other could have had.
    await straggler[Symbol.asyncDispose]();

    for (const kind of KINDS) {
      await clients.event(kind, "DRIVER_DISCONNECTED", ({ instanceId }) => instanceId === "gone");
      const told = clients.eventsOf(kind);
      expect(told.filter((event) => event.event === "DEVICE_AVAILABILITY" && isOf("brief-lamp")(event))).toEqual([]);
      expect(
        told.filter((event) => "instanceId" in event && event.instanceId === "brief").map(({ event }) => event),
      ).toEqual(["DRIVER_CONNECTED"]);
      expect(told.filter((event) => event.event === "DEVICE_REMOVED")).toEqual([]);
    }
    expect((await server.device("brief-lamp")).availability).toMatchObject({ status: "online", reason: null });
  });
});

describe("a half-open driver", () => {
  it("is noticed within two heartbeats, and its silent neighbour is not disturbed", async () => {
    await using proxy = await FreezableProxy.start(server.port);
    await using driver = new DriverProcess();
    const wsUrl = `ws://127.0.0.1:${proxy.port}/driver`;
    await driver.call("start", { ...planOf("frozen", "frozen-lamp"), wsUrl, manner: "hold" });
    await using neighbour = new DriverProcess("neighbour");
    await neighbour.call("start", planOf("quiet", "quiet-lamp"));
    await server.device("frozen-lamp");
    const answering = server.rest.command("frozen-lamp", "turn_on", { timeoutMs: LONG_TIMEOUT_MS });
    const { requestId } = await driver.action();

    proxy.freeze();
    expect(await answering).toMatchObject({ status: 503, body: { code: "DRIVER_DISCONNECTED", commandId: requestId } });
    expect(await server.driver(DRIVER_KEY, "frozen")).toMatchObject({ status: "away", reason: "heartbeat_lost" });
    expect(countPings(proxy.swallowed)).toBeLessThanOrEqual(2);
    expect(await driver.call("status", "frozen")).toBe("registered");

    proxy.heal();
    await until("The return", async () => (await server.driver(DRIVER_KEY, "frozen")).status === "connected");
    expect(await server.driver(DRIVER_KEY, "quiet")).toMatchObject({ status: "connected", traffic: { sessions: 1 } });
  });
});

function planOf(instanceId: string, deviceId: string) {
  return { wsUrl: server.driverUrl, driverKey: DRIVER_KEY, instanceId, devices: [light(deviceId)] };
}

function isOf(deviceId: string): (event: { readonly device_id: string }) => boolean {
  return (event) => event.device_id === deviceId;
}

function indexesOf(process: ClientProcess, client: string, events: readonly object[]): readonly number[] {
  const told: readonly object[] = process.eventsOf(client);
  return events.map((event) => told.indexOf(event));
}

function countPings(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(PING); at >= 0; at = bytes.indexOf(PING, at + PING.length)) count += 1;
  return count;
}
