import { driverFrames, fixtureText } from "@hos/protocol/fixtures";
import { LIVE_EVENT_NAMES, LiveEvent, Snapshot } from "@hos/protocol/live";
import { ApiError } from "@hos/protocol/rest";
import { REST_ROUTES } from "@hos/specs";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { OWNER } from "./support/home.ts";
import { startTestApi } from "./support/test-api.ts";
import { until } from "./support/until.ts";

/** What answers with something else; this API does not listen, so that it is not ready either. */
const NO_JSON = new Set(["streamEvents", "getApiPage", "getMetrics", "getBackup", "getReadiness"]);
const COMMAND = "/devices/light-1/command";

/** A hub to which everything has happened that golden frames and commands can make happen. */
async function startEventfulHub() {
  const api = await startTestApi();
  const events: LiveEvent[] = [];
  api.hub.events.on("live", (event) => events.push(event));
  await api.announce("light-1");
  await api.home.spaces.save({ name: "Hall" });
  for (const fixture of driverFrames) {
    const { canonical } = fixture.valid ? fixture : {};
    if (canonical === undefined || canonical.type === "register") continue;
    for (const event of canonical.type === "event" ? [canonical.event] : canonical.events) {
      if ("deviceId" in event) api.driver.announce(event.deviceId, { deviceType: "golden" });
    }
    api.driver.socket.send(fixtureText(fixture));
  }
  api.driver.announce("light-1", { deviceType: "light", name: "After the golden frames" });
  api.driver.send("DEVICE_AVAILABILITY", "light-1", { status: "offline", reason: "no answer" });
  await until("the last frame", () => api.hub.devices.get("light-1")?.availability.reason === "no answer");
  api.driver.onAction = (action) => {
    api.driver.answer(action, action["command"] === "toggle" ? { success: false, message: "Stuck." } : {});
    api.driver.send("STATE_UPDATE", "light-1", { power: action["command"] === "turn_on" });
  };
  const succeeded = await api.post(COMMAND, { command: "turn_on", wait: "confirmed" });
  await api.post(COMMAND, { command: "toggle" });
  api.driver.onAction = () => {};
  await api.post(COMMAND, { command: "turn_off", timeoutMs: 50 });
  const [, , late] = api.driver.actions;
  api.driver.answer(late ?? {});
  await until("the late result", () => events.some(({ event }) => event === "ACTION_LATE"));
  return { api, events, commandId: String(succeeded.body["commandId"]) };
}

function faultsOf(schema: TSchema, value: unknown): readonly unknown[] {
  return Compile(schema).Errors(value);
}

describe("what the hub tells", () => {
  it("is what the schemas of the live stream say", async () => {
    const { api, events } = await startEventfulHub();
    await using hub = api;
    await hub.driver.close();
    await until("the end of the driver", () => events.some(({ event }) => event === "DRIVER_DISCONNECTED"));
    const told = new Set(events.map(({ event }) => event));
    // The driver was there before anybody listened.
    expect(LIVE_EVENT_NAMES.filter((name) => !told.has(name))).toEqual(["DRIVER_CONNECTED"]);
    expect(events.flatMap((event) => faultsOf(LiveEvent, event).map((fault) => ({ event, fault })))).toEqual([]);
    expect(faultsOf(Snapshot, hub.hub.devices.snapshot())).toEqual([]);
  });

  it.each(REST_ROUTES.filter(({ method, id }) => method === "get" && !NO_JSON.has(id)))(
    "is what the schema of $path says",
    async ({ path, at, answers }) => {
      const { api, commandId } = await startEventfulHub();
      await using hub = api;
      const where = path
        .replace("/devices/{id}", "/devices/light-1")
        .replace("{id}", commandId)
        .replace("{key}", OWNER.driverKey)
        .replace("{instance}", OWNER.instanceId);
      const { status, body } = await (at === "root" ? hub.ask(where) : hub.get(where));
      expect(status).toBe(200);
      expect(faultsOf(answers[200]?.schema ?? ApiError, body)).toEqual([]);
    },
  );
});
