import { describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import type { RestCaller } from "../src/server/rest-caller.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const KINDS = ["client", "socket.io", "sse"] as const;
const ADA = { username: "ada", password: "correct horse battery" };
const BO = { username: "bo", password: "another long password" };

type Body = Readonly<Record<string, unknown>>;

const bodyOf = async (asking: Promise<{ readonly body: unknown }>) => (await asking).body as Body;
const logIn = async (rest: RestCaller, person: typeof ADA) =>
  String((await bodyOf(rest.as().post("/auth/login", person)))["token"]);

describe("the first run of a hub", () => {
  it("lets in whoever reads the log, once, and nobody before", async () => {
    await using server = await ServerProcess.start();
    const nobody = server.rest.as();
    for (const path of ["/devices", "/bootstrap", "/drivers", "/users", "/events", "/backup"]) {
      expect(await nobody.get(path)).toMatchObject({ status: 401, body: { ok: false, code: "UNAUTHORIZED" } });
    }
    expect(await nobody.post("/auth/login", ADA)).toMatchObject({ status: 401 });
    expect(await nobody.post("/setup", { ...ADA, code: "AAAA-AAAA-AAAA" })).toMatchObject({ status: 401 });
    const code = await server.setupCode();
    const done = await nobody.post("/setup", { ...ADA, code });
    expect(done).toMatchObject({ status: 200, body: { user: { username: "ada", role: "admin" } } });
    expect(await nobody.post("/setup", { ...BO, code })).toMatchObject({ status: 409, body: { code: "SETUP_DONE" } });
    const ada = server.rest.as(String((done.body as Body)["token"]));
    expect(await ada.get("/auth/me")).toMatchObject({ status: 200, body: { user: { username: "ada" } } });
    expect(await ada.get("/users")).toMatchObject({ status: 200 });
    expect(await server.rest.as(await logIn(server.rest, ADA)).get("/devices")).toMatchObject({ status: 200 });
  });
});

describe("a token that is narrowed to a space", () => {
  it("shows and moves what is inside, on every way to the hub, and nothing else", async () => {
    await using server = await ServerProcess.start();
    await using driver = new DriverProcess();
    const devices = [light("in"), light("out")];
    await driver.call("start", { wsUrl: server.driverUrl, driverKey: "LAMPS", instanceId: "lamps", devices });
    await server.device("out", ({ state }) => state["power"] === false);
    const { id: hall } = await bodyOf(server.rest.post("/spaces/save", { name: "Hall" }));
    await server.rest.post("/devices/in", { spaceId: hall });
    const scopes = ["devices:read", "devices:command"];
    const made = await bodyOf(server.rest.post("/tokens", { name: "Hall panel", scopes, spaceIds: [hall] }));
    const panel = server.rest.as(String(made["token"]));

    expect(((await bodyOf(panel.get("/bootstrap")))["devices"] as Body[]).map(({ id }) => id)).toEqual(["in"]);
    expect(await panel.command("in", "turn_on")).toMatchObject({ status: 200 });
    expect(await panel.command("out", "turn_on")).toMatchObject({ status: 404, body: { code: "NO_DEVICE" } });
    expect(await panel.get("/drivers")).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });

    await using clients = await ClientProcess.start(server.url, KINDS, String(made["token"]));
    const answer = await clients.call("emitCommand", {
      name: "socket.io",
      body: { deviceId: "out", command: "turn_on" },
    });
    expect(answer).toMatchObject({ ok: false, code: "NO_DEVICE" });
    await server.rest.command("out", "set_brightness", { payload: { brightness: 70 } });
    await server.rest.command("in", "set_brightness", { payload: { brightness: 70 } });
    for (const kind of KINDS) {
      await clients.event(kind, "ACTION_CONFIRMED", ({ device_id }) => device_id === "in");
      expect(JSON.stringify(clients.eventsOf(kind))).not.toContain('"out"');
    }
    await server.rest.post("/devices/in", { spaceId: null });
    for (const kind of KINDS) await clients.event(kind, "DEVICE_REMOVED", ({ device_id }) => device_id === "in");
    await server.rest.post("/devices/out", { spaceId: hall });
    for (const kind of KINDS) await clients.event(kind, "DEVICE_DISCOVERED", ({ device_id }) => device_id === "out");
    expect((await clients.call("store", "client")).devices.map(({ id }) => id)).toEqual(["out"]);
    expect(driver.handled.map(({ deviceId, command }) => `${deviceId} ${command}`)).toEqual([
      "in turn_on",
      "out set_brightness",
      "in set_brightness",
    ]);
  });
});

describe("a credential that ends", () => {
  it.each([
    [
      "a token that is revoked",
      async (rest: RestCaller, made: Body) => rest.post(`/tokens/${String(made["id"])}/revoke`),
    ],
    [
      "a person who is disabled",
      async (rest: RestCaller, made: Body) => rest.post(`/users/${String(made["userId"])}`, { disabled: true }),
    ],
    [
      "a person who is removed",
      async (rest: RestCaller, made: Body) => rest.post(`/users/${String(made["userId"])}/remove`),
    ],
  ])("ends every stream at once: %s", async (_who, end) => {
    await using server = await ServerProcess.start();
    const { rest } = server;
    await rest.post("/users", { ...ADA, role: "admin" });
    const { id: userId } = await bodyOf(rest.post("/users", { ...BO, role: "member" }));
    const bo = rest.as(await logIn(rest, BO));
    const made = { ...(await bodyOf(bo.post("/tokens", { name: "Panel", scopes: ["devices:read"] }))), userId };
    const token = String((made as Body)["token"]);
    await using clients = await ClientProcess.start(server.url, KINDS, token);
    await using others = await ClientProcess.start(server.url, KINDS);

    expect(await end(rest, made)).toMatchObject({ status: 200 });

    for (const kind of KINDS) {
      await clients.happenings.find(
        `The end of ${kind}`,
        (happening) => happening.name === kind && "ended" in happening,
      );
    }
    const ends = clients.happenings.all.flatMap((happening) => ("ended" in happening ? [happening] : []));
    expect(ends.filter(({ name }) => name !== "client").map(({ ended }) => ended)).toContain("UNAUTHORIZED");
    expect(await rest.as(token).get("/devices")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect(await rest.as(token).get("/events")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    await rest.post("/spaces/save", { name: "Hall" });
    for (const kind of KINDS) {
      await others.event(kind, "CONFIG_CHANGED");
      expect(clients.eventsOf(kind).map(({ event }) => event)).not.toContain("CONFIG_CHANGED");
    }
  });

  it("ends at its time, and the streams with it", async () => {
    await using server = await ServerProcess.start();
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    const made = await bodyOf(server.rest.post("/tokens", { name: "Short", scopes: ["devices:read"], expiresAt }));
    await using clients = await ClientProcess.start(server.url, ["socket.io"], String(made["token"]));
    await clients.happenings.find("The end", (happening) => "ended" in happening && happening.ended === "UNAUTHORIZED");
    expect(await server.rest.as(String(made["token"])).get("/devices")).toMatchObject({ status: 401 });
  });
});

describe("a browser that cannot set headers", () => {
  it("opens a stream with a ticket, once, and not with a token in the URL", async () => {
    await using server = await ServerProcess.start();
    const { ticket } = await bodyOf(server.rest.post("/events/ticket"));
    const stream = await fetch(`${server.url}/v1/os/events?ticket=${String(ticket)}`);
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
    expect((await fetch(`${server.url}/v1/os/events?ticket=${String(ticket)}`)).status).toBe(401);
    const made = await bodyOf(server.rest.post("/tokens", { name: "Panel", scopes: ["devices:read"] }));
    const refused = await fetch(`${server.url}/v1/os/events?token=${String(made["token"])}`);
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: "INVALID_REQUEST" }]);
    await until("The hub goes on", async () => (await server.rest.get("/devices")).status === 200);
  });
});

describe("a hub that is started again", () => {
  it.each(["SIGTERM", "SIGKILL"] as const)(
    "after %s knows people, tokens, rooms, names and last states",
    async (signal) => {
      // Longer than states wait to be written.
      await using first = await ServerProcess.start({ HOS_GRACE_MS: "1000" });
      const { rest } = first;
      const plan = { driverKey: "LAMPS", instanceId: "lamps", devices: [light("lamp", { brightness: 40 })] };
      const driver = new DriverProcess();
      await driver.call("start", { ...plan, wsUrl: first.driverUrl });
      await first.device("lamp", ({ state }) => state["brightness"] === 40);
      await rest.post("/users", { ...ADA, role: "admin" });
      const session = await logIn(rest, ADA);
      const made = await bodyOf(rest.as(session).post("/tokens", { name: "Panel", scopes: ["devices:read"] }));
      const { id: hall } = await bodyOf(rest.post("/spaces/save", { name: "Hall" }));
      await rest.post("/devices/lamp", { name: "Her lamp", spaceId: hall });
      await driver[Symbol.asyncDispose]();
      await first.device("lamp", ({ availability }) => availability.status === "offline");
      await first.kill(signal);

      await using second = await ServerProcess.start({ HOS_DATA_DIR: first.dataDir });
      for (const token of [session, String(made["token"])]) {
        expect(await second.rest.as(token).get("/devices/lamp")).toMatchObject({
          status: 200,
          body: {
            name: "Her lamp",
            spaceId: hall,
            state: { brightness: 40 },
            availability: { status: "unknown", reason: "hub_restarted" },
          },
        });
      }
      expect(await logIn(second.rest, ADA)).toMatch(/^hoss_/);
      expect(await second.rest.get("/spaces")).toMatchObject({ body: { spaces: [{ id: hall, name: "Hall" }] } });
      await using returned = new DriverProcess();
      await returned.call("start", { ...plan, wsUrl: second.driverUrl });
      const lamp = await second.device("lamp", ({ availability }) => availability.status === "online");
      expect(lamp).toMatchObject({ name: "Her lamp", spaceId: hall });
    },
  );
});
