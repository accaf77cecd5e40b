import { describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const IDENTITY = { driverKey: "TWIN", instanceId: "twin-1" };
const ROUNDS = 20;

describe("two sessions with one identity", () => {
  it("leave the newest; the old SDK stays away, its command fails, and nothing is delivered twice", async () => {
    await using server = await ServerProcess.start();
    await using clients = await ClientProcess.start(server.url, ["client", "socket.io", "sse"]);
    await using older = new DriverProcess("older");
    await using newer = new DriverProcess("newer");
    const plan = { ...IDENTITY, wsUrl: server.driverUrl, devices: [light("lamp"), light("other-lamp")] };
    await older.call("start", { ...plan, manner: "hold" });
    await server.device("other-lamp");
    const inFlight = server.rest.command("lamp", "turn_on", { timeoutMs: 60_000 });
    const queued = server.rest.command("lamp", "turn_off", { timeoutMs: 60_000 });
    const { requestId } = await older.action("turn_on");
    await clients.event("client", "ACTION_REQUESTED", ({ command }) => command === "turn_off");

    await newer.call("start", plan);

    expect(await inFlight).toMatchObject({ status: 503, body: { code: "DRIVER_DISCONNECTED", commandId: requestId } });
    // This one waited for its turn: it is certain that nothing was sent.
    expect(await queued).toMatchObject({ status: 503, body: { code: "DRIVER_OFFLINE" } });
    await older.find("replaced");
    const { disconnection } = await older.find("disconnected");
    expect(disconnection).toMatchObject({ code: 4001, willReconnect: false });
    expect(disconnection.delayMs).toBeUndefined();
    // What the old driver still does goes nowhere.
    await older.call("finish", { requestId, outcome: { state: { brightness: 99 } } });

    for (let round = 1; round <= ROUNDS; round += 1) {
      const answer = await server.rest.command("lamp", "set_brightness", { payload: { brightness: round } });
      expect(answer).toMatchObject({ status: 200 });
    }
    const { state } = await server.device("lamp", (device) => device.state["brightness"] === ROUNDS);
    expect(state).toEqual({ power: false, brightness: ROUNDS });
    expect(newer.handled.map(({ payload }) => payload["brightness"])).toEqual(numbersTo(ROUNDS));
    expect(older.handled.map(({ command }) => command)).toEqual(["turn_on"]);
    expect(await older.call("status", IDENTITY.instanceId)).toBe("idle");
    expect(await server.driver(IDENTITY.driverKey, IDENTITY.instanceId)).toMatchObject({
      status: "connected",
      traffic: { sessions: 2 },
    });

    for (const kind of ["client", "socket.io", "sse"] as const) {
      await clients.event(kind, "STATE_UPDATE", ({ data }) => data["brightness"] === ROUNDS);
      const told = clients.eventsOf(kind);
      expect(
        told.flatMap((event) =>
          event.event === "STATE_UPDATE" && event.device_id === "lamp" ? [event.data["brightness"]] : [],
        ),
      ).toEqual([10, ...numbersTo(ROUNDS)]);
      expect(told.filter((event) => event.event === "DRIVER_CONNECTED")).toHaveLength(1);
      expect(told.map(({ event }) => event)).not.toContain("DRIVER_DISCONNECTED");
      expect(told.map(({ event }) => event)).not.toContain("DEVICE_AVAILABILITY");
    }
  });
});

function numbersTo(end: number): readonly number[] {
  return Array.from({ length: end }, (_, index) => index + 1);
}
