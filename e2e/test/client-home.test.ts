import { type ConfigPart, HosClient, type LiveEvent } from "@hos/client";
import type { DriverDevice, DriverManner } from "../src/drivers/driver-calls.ts";
import { describe, expect, it } from "vitest";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const ADA = { username: "ada", password: "correct horse battery" };
const BO = { username: "bo", password: "another long password" };
const PIN = "83-planted-17";
const DRIVER = { driverKey: "HOME", instanceId: "home-1" };

const alarm: DriverDevice = {
  id: "alarm-1",
  description: { name: "Alarm", deviceType: "alarm" },
  state: { armState: "armed_home" },
};

/** A driver process with two lights and an alarm. */
async function startDriver(wsUrl: string, manner: DriverManner = "result-first"): Promise<DriverProcess> {
  const driver = new DriverProcess();
  await driver.call("start", { ...DRIVER, wsUrl, manner, devices: [light("light-1"), light("light-2"), alarm] });
  return driver;
}

/** Sets a hub up with the code in its log, and connects as its first person. */
async function setUp(server: ServerProcess): Promise<HosClient> {
  let token: string | undefined;
  const client = new HosClient({ url: server.url, token: () => token });
  const { auth } = client.rest;
  expect(await auth.setupStatus()).toEqual({ required: true });
  const line = await server.run.err.find("The setup code", (text) => / with the code \S+/.test(text));
  const [, code = ""] = / with the code ([\w-]+)/.exec(line) ?? [];
  ({ token } = await auth.setUp({ code, ...ADA }));
  client.connect();
  await client.ready();
  return client;
}

/** A client of somebody who can log in. */
async function logIn(url: string, person: typeof ADA): Promise<HosClient> {
  let token: string | undefined;
  const client = new HosClient({ url, token: () => token });
  ({ token } = await client.rest.auth.login(person));
  client.connect();
  await client.ready();
  return client;
}

describe("a home through the client", () => {
  it("is furnished by one person, and every client hears of it", async () => {
    await using server = await ServerProcess.start();
    await using driver = await startDriver(server.driverUrl);
    using ada = await setUp(server);
    expect(await ada.rest.auth.me()).toMatchObject({ user: { username: "ada", role: "admin" } });
    using phone = await logIn(server.url, ADA);
    const told: ConfigPart[] = [];
    phone.on("config", ({ what }) => told.push(...what));

    const upstairs = await ada.rest.spaces.save({ name: " Upstairs ", kind: "zone" });
    const bath = await ada.rest.spaces.save({ name: "Bath", parentId: upstairs.id, icon: "tub" });
    await ada.rest.setDevice("light-1", { spaceId: bath.id });
    await until(
      "The spaces on the phone",
      () => told.includes("spaces") && phone.devices.get("light-1")?.spaceId === bath.id,
    );
    expect((await phone.rest.spaces.list()).spaces.map(({ name }) => name)).toEqual(["Upstairs", "Bath"]);
    await expect(ada.rest.spaces.save({ id: upstairs.id, name: "Upstairs", parentId: bath.id })).rejects.toMatchObject({
      code: "CONFLICT",
      status: 409,
    });
    await expect(ada.rest.setDevice("light-2", { spaceId: "nowhere" })).rejects.toMatchObject({ code: "NO_SPACE" });
    await ada.rest.spaces.remove(bath.id);
    await until("The light without a space", () => phone.devices.get("light-1")?.spaceId === null);

    expect(await ada.rest.preferences.get()).toEqual({});
    await ada.rest.preferences.replace({ theme: "dark" });
    expect(await phone.rest.preferences.get()).toEqual({ theme: "dark" });

    const { profiles, selectedId } = await phone.rest.designs.list();
    expect(profiles.find(({ id }) => id === selectedId)?.builtIn).toBe(true);
    const sea = await ada.rest.designs.save({ name: "Sea", design: { accent: "#0088AA" } });
    expect((await ada.rest.designs.select(sea.id)).profile).toEqual(sea);
    expect((await phone.rest.designs.live()).profile).toEqual(sea);
    await ada.rest.designs.remove(sea.id);
    expect((await phone.rest.designs.live()).profile?.id).toBe(selectedId);
    await until("Everything that changed", () => new Set(told).size === 3);

    const bootstrap = await phone.rest.bootstrap();
    expect(bootstrap).toMatchObject({ spaces: [{ name: "Upstairs" }], programs: [], preferences: { theme: "dark" } });
    expect((await ada.rest.drivers()).drivers).toMatchObject([{ ...DRIVER, status: "connected" }]);
    expect(await ada.rest.driverAccess.disable(DRIVER)).toMatchObject({ access: "disabled" });
    await until("The driver is out", async () => (await ada.rest.driver("HOME", "home-1")).status === "disconnected");
    expect((await ada.rest.driverAccess.enable(DRIVER)).access).not.toBe("disabled");
    expect(driver.handled).toEqual([]);
  });

  it("runs programs, keeps their secrets, and shows what failed", async () => {
    await using server = await ServerProcess.start();
    await using driver = await startDriver(server.driverUrl);
    using ada = await setUp(server);
    const events: LiveEvent[] = [];
    ada.on("event", (event) => events.push(event));
    await until("The devices", () => ada.devices.size === 3);
    const items = [
      { deviceId: "light-1", command: "turn_on" },
      { deviceId: "alarm-1", command: "disarm", payload: { code: PIN } },
      { deviceId: "light-1", command: "set_brightness", payload: { brightness: 30 } },
    ];
    const program = await ada.rest.programs.save({ name: "Come home", items });
    expect(program.items[1]?.payload).toEqual({ code: "***" });
    const saved = await ada.rest.programs.save({ ...program, name: "Home", icon: "door" });
    expect((await ada.rest.programs.list()).programs).toEqual([saved]);

    const run = await ada.rest.programs.run(program.id, { idempotencyKey: "run-1" });
    expect(run.status).toBe("succeeded");
    expect(await ada.rest.programs.run(program.id, { idempotencyKey: "run-1" })).toEqual(run);
    const lightDid = driver.handled.filter(({ deviceId }) => deviceId === "light-1").map(({ command }) => command);
    expect(lightDid).toEqual(["turn_on", "set_brightness"]);
    expect((await driver.action("disarm")).payload).toEqual({ code: PIN });

    await ada.rest.programs.save({ ...saved, items: [...saved.items, { deviceId: "nowhere", command: "turn_on" }] });
    const partial = await ada.rest.programs.run(program.id);
    expect(partial.status).toBe("partial");
    expect(partial.results.map((result) => (result.ok ? "done" : result.failure.code))).toEqual([
      "done",
      "done",
      "done",
      "NO_DEVICE",
    ]);
    const { commands } = await ada.rest.commands({ device: "alarm-1" });
    expect(commands).toHaveLength(2);
    expect(commands[0]).toMatchObject({
      command: "disarm",
      payload: { code: "***" },
      origin: { via: "program", programId: program.id, by: { name: "ada" } },
    });
    await until("What was told", () => events.some(({ event }) => event === "ACTION_REQUESTED"));
    const everything = [events, partial, commands, await ada.rest.bootstrap(), server.run.out.all, server.run.err.all];
    expect(JSON.stringify(everything)).not.toContain(PIN);
  });

  it("is there after the hub was killed, and repeats no deed for a key that it had", async () => {
    await using first = await ServerProcess.start();
    await using driver = await startDriver(first.driverUrl);
    using ada = await setUp(first);
    await until("The devices", () => ada.devices.size === 3);
    await ada.rest.spaces.save({ name: "Kitchen" });
    await ada.rest.preferences.replace({ theme: "dark" });
    const program = await ada.rest.programs.save({
      name: "Blink",
      items: [
        { deviceId: "light-1", command: "toggle" },
        { deviceId: "alarm-1", command: "disarm", payload: { code: PIN } },
      ],
    });
    const { programs } = await ada.rest.programs.list();
    const run = await ada.rest.programs.run(program.id, { idempotencyKey: "run-1" });
    expect(run.status).toBe("succeeded");
    // The journal is written behind; what is not to be done twice is in it before it is done.
    await first.kill("SIGKILL");
    await using second = await ServerProcess.start({ PORT: String(first.port), HOS_DATA_DIR: first.dataDir });
    await until("The driver is back", async () => (await ada.rest.driver("HOME", "home-1")).status === "connected");
    expect((await ada.rest.programs.list()).programs).toEqual(programs);
    expect((await ada.rest.spaces.list()).spaces).toMatchObject([{ name: "Kitchen" }]);
    expect(await ada.rest.preferences.get()).toEqual({ theme: "dark" });
    const again = await ada.rest.programs.run(program.id, { idempotencyKey: "run-1" });
    expect(again.results[0]).toMatchObject(
      again.results[0]?.ok === true ? { answer: { status: "succeeded" } } : { failure: { code: "HUB_RESTARTED" } },
    );
    expect(driver.handled.filter(({ command }) => command === "toggle")).toHaveLength(1);
    expect(second.url).toBe(first.url);
  });

  it("does not toggle twice when the hub is killed in the middle, and hears the late answer of the driver", async () => {
    await using first = await ServerProcess.start();
    await using driver = await startDriver(first.driverUrl, "hold");
    using ada = await setUp(first);
    await until("The devices", () => ada.devices.size === 3);
    const toggle = () => ada.command("light-1", "toggle", {}, { idempotencyKey: "k" });
    const cutOff = toggle().catch((fault: unknown) => fault);
    const { requestId } = await driver.action("toggle");
    await first.kill("SIGKILL");
    expect(await cutOff).toMatchObject({ code: "CONNECTION_FAILED", outcomeKnown: false });
    await using _second = await ServerProcess.start({ PORT: String(first.port), HOS_DATA_DIR: first.dataDir });
    await until("The driver is back", async () => (await ada.rest.driver("HOME", "home-1")).status === "connected");
    await expect(toggle()).rejects.toMatchObject({ code: "HUB_RESTARTED", commandId: requestId, outcomeKnown: false });
    expect(driver.handled).toHaveLength(1);
    await driver.call("finish", { requestId, outcome: { state: { power: true } } });
    await until("The late answer", async () => {
      const { stages } = await ada.rest.commandRecord(requestId);
      return stages.at(-1)?.stage === "late";
    });
  });

  it("shows a guest a part of it, and nothing any more once that ends", async () => {
    await using server = await ServerProcess.start();
    await using _driver = await startDriver(server.driverUrl);
    using ada = await setUp(server);
    const kitchen = await ada.rest.spaces.save({ name: "Kitchen" });
    await ada.rest.spaces.save({ name: "Bath" });
    await until("The devices", () => ada.devices.size === 3);
    await ada.rest.setDevice("light-1", { spaceId: kitchen.id });
    const guest = await ada.rest.users.create({ ...BO, role: "guest", spaceIds: [kitchen.id] });
    using bo = await logIn(server.url, BO);
    expect(bo.devices.list().map(({ id }) => id)).toEqual(["light-1"]);
    expect((await bo.rest.spaces.list()).spaces.map(({ name }) => name)).toEqual(["Kitchen"]);
    await expect(bo.rest.users.list()).rejects.toMatchObject({ code: "FORBIDDEN", status: 403 });
    await expect(bo.rest.spaces.save({ name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });

    // Holes in the revisions are no gap for one who sees a part.
    const faults: string[] = [];
    bo.on("error", ({ code }) => faults.push(code));
    await ada.command("light-2", "set_brightness", { brightness: 70 });
    await bo.command("light-1", "set_brightness", { brightness: 55 });
    await until("The light of the guest", () => bo.devices.get("light-1")?.state["brightness"] === 55);
    expect([bo.status, faults]).toEqual(["live", []]);

    await ada.rest.users.update(guest.id, { disabled: true });
    await until("The end of the stream", () => bo.status === "closed");
    expect(bo.refusal).toMatchObject({ code: "UNAUTHORIZED", status: 401 });
    await expect(bo.rest.bootstrap()).rejects.toMatchObject({ status: 401 });
  });

  it("takes a client back that logs in again", async () => {
    await using server = await ServerProcess.start();
    using ada = await setUp(server);
    let token: string | undefined;
    using phone = new HosClient({ url: server.url, token: () => token });
    const { token: panel, id } = await ada.rest.tokens.create({ name: "Panel", scopes: ["devices:read"] });
    token = panel;
    phone.connect();
    await phone.ready();
    expect((await ada.rest.tokens.list()).tokens).toContainEqual(expect.objectContaining({ name: "Panel" }));
    expect(await ada.rest.tokens.revoke(id)).toMatchObject({ revokedAt: expect.any(String) });
    await until("The end of the stream", () => phone.status === "closed");
    expect(phone.refusal?.status).toBe(401);
    ({ token } = await phone.rest.auth.login(ADA));
    phone.connect();
    await until("The phone is back", () => phone.status === "live");
    await phone.rest.auth.logout();
    await until("The phone is out", () => phone.status === "closed");
    expect(ada.status).toBe("live");
  });

  it("can be copied", async () => {
    await using server = await ServerProcess.start();
    using ada = await setUp(server);
    const backup = await ada.rest.backups.download();
    expect(backup.size).toBeGreaterThan(1000);
    expect(await ada.rest.backups.stageRestore(backup)).toEqual({ ok: true, takesEffect: "next_start" });
    const { ticket } = await ada.rest.createStreamTicket();
    expect(ticket.length).toBeGreaterThan(16);
  });
});
