import { ROOT_PRINCIPAL } from "@hos/access";
import { LIVE_EVENT_NAMES, type LiveEvent, type LiveEventName } from "@hos/protocol/live";
import { Scope } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { AT, OWNER } from "../support/home.ts";
import { invite, makeToken } from "../support/invite.ts";
import { openSocket } from "../support/open-socket.ts";
import { openStream } from "../support/open-stream.ts";
import { bearer } from "../support/root-token.ts";
import { startTestServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

/** A home with one device in the hall, and a guest who may see no more. */
async function startHome() {
  const home = await startTestServer();
  const { id: hall } = await home.home.spaces.save({ name: "Hall" });
  await home.announce("in");
  await home.announce("out");
  home.hub.devices.setSettings("in", { spaceId: hall });
  const events = `${home.url}/v1/os/events`;
  const guest = await makeToken(home.access, ["devices:read", "devices:command"], { spaceIds: [hall] });
  const ticketOf = async (token: string) => {
    const response = await fetch(`${events}/ticket`, { method: "POST", headers: bearer(token) });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  return { ...home, hall, events, guest, ticketOf };
}

describe("the live stream over Socket.IO", () => {
  it.each([
    ["no credential", undefined, "UNAUTHORIZED"],
    ["an unknown token", "unknown", "UNAUTHORIZED"],
    ["a token that may not read devices", "writer", "FORBIDDEN"],
  ])("refuses %s", async (_, who, code) => {
    await using home = await startHome();
    const writer = await makeToken(home.access, ["config:write", "devices:command"]);
    using client = openSocket(home.url, { token: who === "writer" ? writer.token : who });
    expect(await client.once("connect_error")).toMatchObject({ data: { ok: false, code, error: expect.any(String) } });
    expect(client.received).toEqual([]);
  });

  it("takes the token of the handshake, or of the Authorization header", async () => {
    await using home = await startHome();
    using first = openSocket(home.url, { token: home.guest.token });
    using second = openSocket(home.url, { token: undefined }, { extraHeaders: bearer(home.guest.token) });
    for (const client of [first, second]) {
      expect((await client.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "in" }] });
      expect(client.hello).toMatchObject({ narrowed: true });
    }
  });

  it("ends at once when the credential is revoked, and says so", async () => {
    await using home = await startHome();
    using guest = openSocket(home.url, { token: home.guest.token });
    using admin = openSocket(home.url, { coalesce: true });
    await guest.next("SNAPSHOT");
    await admin.next("SNAPSHOT");
    const ended = guest.once("disconnect");
    await home.guest.revoke();
    home.hub.devices.applyState("in", { power: true });
    expect(await ended).toBe("io server disconnect");
    await admin.next("BATCH");
    expect(guest.received.at(-1)).toMatchObject({ name: "UNAUTHORIZED", data: { ok: false, code: "UNAUTHORIZED" } });
    using back = openSocket(home.url, { token: home.guest.token });
    expect(await back.once("connect_error")).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  });

  it("breaks off when the reach changed, and shows the new one to the client that comes back", async () => {
    await using home = await startHome();
    const { user, token } = await invite(home.access, "guest", { spaceIds: [home.hall] });
    using before = openSocket(home.url, { token });
    expect((await before.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "in" }] });
    const ended = before.once("disconnect");
    await home.access.updateUser(ROOT_PRINCIPAL, user.id, { spaceIds: null, deviceIds: ["out"] });
    expect(await ended).toMatch(/^transport/);
    using after = openSocket(home.url, { token, since: `${before.hello?.epoch}:${before.hello?.revision}` });
    expect((await after.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "out" }] });
  });

  it("ends when the person is disabled", async () => {
    await using home = await startHome();
    const { user, token } = await invite(home.access, "member");
    using client = openSocket(home.url, { token });
    await client.next("SNAPSHOT");
    const ended = client.once("disconnect");
    await home.access.updateUser(ROOT_PRINCIPAL, user.id, { disabled: true });
    expect(await ended).toBe("io server disconnect");
  });

  it("carries out commands for devices inside, and knows none outside", async () => {
    await using home = await startHome();
    using guest = openSocket(home.url, { token: home.guest.token });
    await guest.next("SNAPSHOT");
    const command = (deviceId: string): Promise<unknown> =>
      guest.socket.emitWithAck("command", { deviceId, command: "turn_on" });
    const inside = (await command("in")) as { commandId: string };
    expect(home.hub.commands.journal.get(inside.commandId)?.origin).toEqual({
      via: "socket.io",
      address: "127.0.0.1",
      by: { name: "a test", tokenId: home.guest.id },
    });
    const [outside, none] = [await command("out"), await command("none")];
    expect(outside).toMatchObject({ ok: false, code: "NO_DEVICE" });
    expect(JSON.stringify(outside).replaceAll("out", "none")).toBe(JSON.stringify(none));
    expect(home.driver.actions).toHaveLength(1);
  });

  it("refuses a command of a token that may only read", async () => {
    await using home = await startHome();
    const { token } = await makeToken(home.access, ["devices:read"]);
    using reader = openSocket(home.url, { token });
    expect(await reader.socket.emitWithAck("command", { deviceId: "in", command: "turn_on" })).toMatchObject({
      ok: false,
      code: "FORBIDDEN",
    });
    expect(home.driver.actions).toEqual([]);
  });
});

describe("the live stream over SSE", () => {
  it.each([
    ["", 401, "UNAUTHORIZED"],
    ["Bearer unknown", 401, "UNAUTHORIZED"],
    ["Basic writer", 401, "UNAUTHORIZED"],
    ["Bearer writer", 403, "FORBIDDEN"],
  ])("answers the header %j with %d", async (authorization, status, code) => {
    await using home = await startHome();
    const { token } = await makeToken(home.access, ["config:write"]);
    const response = await fetch(home.events, { headers: { authorization: authorization.replace("writer", token) } });
    expect(response.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false, code });
  });

  it("shows a confined client its part of the home, with cursors that are good for that part", async () => {
    await using home = await startHome();
    using stream = await openStream(home.events, bearer(home.guest.token));
    expect((await stream.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "in" }] });
    home.hub.devices.applyState("out", { power: true });
    home.hub.devices.applyState("in", { power: true });
    const { epoch } = stream.events[0]?.data ?? {};
    expect((await stream.next("STATE_UPDATE")).id).toBe(`${String(epoch)}:${home.hub.devices.revision}`);
    using back = await openStream(home.events, { ...bearer(home.guest.token), "last-event-id": stream.lastEventId });
    expect((await back.next("HELLO")).data).toMatchObject({ mode: "resume", narrowed: true });
  });

  it("ends with a word when the credential is revoked, then answers 401", async () => {
    await using home = await startHome();
    using stream = await openStream(home.events, bearer(home.guest.token));
    await stream.next("SNAPSHOT");
    await home.guest.revoke();
    home.hub.devices.applyState("in", { power: true });
    await until("the end", () => stream.ended);
    expect(stream.events.at(-1)).toMatchObject({
      event: "UNAUTHORIZED",
      data: { ok: false, code: "UNAUTHORIZED", error: expect.any(String) },
    });
    expect((await fetch(home.events, { headers: bearer(home.guest.token) })).status).toBe(401);
  });

  it("takes a ticket in the query, once", async () => {
    await using home = await startHome();
    const { body } = await home.ticketOf(home.guest.token);
    expect(body).toEqual({ ticket: expect.any(String), expiresAt: expect.any(String) });
    using stream = await openStream(`${home.events}?ticket=${body["ticket"]}`);
    expect((await stream.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "in" }] });
    expect((await fetch(`${home.events}?ticket=${body["ticket"]}`)).status).toBe(401);
    await home.guest.revoke();
    await until("the end", () => stream.ended);
  });

  it("gives a ticket only to those who may open a stream", async () => {
    await using home = await startHome();
    const { token } = await makeToken(home.access, ["config:write"]);
    expect(await home.ticketOf(token)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect(await home.ticketOf("unknown")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
  });

  it.each(["token=hos_1_secret", "access_token=hos_1_secret", "ticket=hos_1_secret", "ticket=hoss_1_secret"])(
    "refuses a long-lived token in the query: %s",
    async (query) => {
      await using home = await startHome();
      const response = await fetch(`${home.events}?${query}`);
      expect(response.status).toBe(400);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ code: "INVALID_REQUEST", error: "A token may not stand in a URL." });
      expect(text).not.toContain("secret");
    },
  );
});

/** What REST demands for what an event tells of: the devices, their commands, or the drivers of the home. */
const NEEDS: Record<LiveEventName, Scope> = {
  STATE_UPDATE: "devices:read",
  DEVICE_DISCOVERED: "devices:read",
  DEVICE_UPDATED: "devices:read",
  DEVICE_REMOVED: "devices:read",
  DEVICE_AVAILABILITY: "devices:read",
  ACTION_REQUESTED: "devices:read",
  ACTION_DISPATCHED: "devices:read",
  ACTION_SUCCEEDED: "devices:read",
  ACTION_CONFIRMED: "devices:read",
  ACTION_FAILED: "devices:read",
  ACTION_LATE: "devices:read",
  DRIVER_CONNECTED: "drivers:manage",
  DRIVER_DISCONNECTED: "drivers:manage",
  CONFIG_CHANGED: "devices:read",
};
const SCOPES = Scope.enum;

describe("every live event against every scope", () => {
  it.each(SCOPES.flatMap((scope) => [false, true].map((confined) => ({ scope, confined }))))(
    "shows what REST would show: $scope, confined: $confined",
    async ({ scope, confined }) => {
      await using home = await startHome();
      const { token } = await makeToken(home.access, [scope], confined ? { spaceIds: [home.hall] } : {});
      using admin = openSocket(home.url);
      using client = openSocket(home.url, { token });
      const reads = scope === "os_api_admin" || scope === "devices:read";
      await Promise.race([client.next("SNAPSHOT").catch(() => undefined), client.once("connect_error")]);
      await admin.next("SNAPSHOT");
      for (const deviceId of ["in", "out"])
        for (const event of createOneOfEach(deviceId, home.hall)) home.hub.events.emit("live", event);
      home.hub.events.emit("live", { event: "DRIVER_CONNECTED", ...OWNER, instanceId: "last", name: null, at: AT });
      await until("all events", () =>
        admin.events.some((event) => "instanceId" in event && event.instanceId === "last"),
      );
      const shown = client.events.map((event) => [event.event, "device_id" in event ? event.device_id : undefined]);
      const expected = ["in", "out"].flatMap((deviceId) =>
        LIVE_EVENT_NAMES.filter((name) => isShown(name, deviceId)).map((name) => [
          name,
          name.startsWith("DRIVER_") || name === "CONFIG_CHANGED" ? undefined : deviceId,
        ]),
      );
      const ofDrivers = shown.filter(([name]) => name === "DRIVER_CONNECTED").length;
      if (ofDrivers > 0) expected.push(["DRIVER_CONNECTED", undefined]);
      expect(shown.map(String).toSorted()).toEqual(expected.map(String).toSorted());

      // The part of CONFIG_CHANGED goes by the device, too: spaces and preferences.
      function isShown(name: LiveEventName, deviceId: string): boolean {
        if (NEEDS[name] === "drivers:manage") return scope === "os_api_admin" && !confined;
        return reads && (!confined || deviceId === "in");
      }
    },
  );
});

function createOneOfEach(deviceId: string, hall: string): readonly LiveEvent[] {
  const device = {
    id: deviceId,
    name: deviceId,
    deviceType: "light",
    ...OWNER,
    tags: [],
    spaceId: deviceId === "in" ? hall : null,
    hidden: false,
    target: {},
    properties: {},
    commands: [],
    state: {},
    extras: {},
    availability: { status: "online" as const, reason: null, since: AT },
    reportedAt: null,
    changedAt: null,
    revision: 1,
  };
  const numbered = { device_id: deviceId, revision: 100, at: AT };
  const action = { device_id: deviceId, commandId: "1", command: "turn_on", at: AT };
  return [
    { event: "DEVICE_UPDATED", ...numbered, device },
    { event: "STATE_UPDATE", ...numbered, data: {} },
    { event: "DEVICE_AVAILABILITY", ...numbered, availability: device.availability },
    { event: "ACTION_REQUESTED", ...action, payload: {} },
    { event: "ACTION_DISPATCHED", ...action },
    { event: "ACTION_SUCCEEDED", ...action, latencyMs: 1 },
    { event: "ACTION_CONFIRMED", ...action, latencyMs: 1 },
    { event: "ACTION_FAILED", ...action, code: "TIMEOUT", error: "" },
    { event: "ACTION_LATE", ...action, success: true, latencyMs: 1 },
    { event: "DEVICE_REMOVED", ...numbered },
    { event: "DEVICE_DISCOVERED", ...numbered, device },
    { event: "CONFIG_CHANGED", what: deviceId === "in" ? "spaces" : "preferences", at: AT },
    { event: "DRIVER_CONNECTED", ...OWNER, name: null, at: AT },
    { event: "DRIVER_DISCONNECTED", ...OWNER, reason: "", since: AT, at: AT },
  ];
}
