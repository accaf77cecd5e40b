import { describe, expect, it } from "vitest";
import { makeToken } from "../support/invite.ts";
import { startTestApi } from "../support/test-api.ts";

/** A home with a lamp in the hall and one in the bath, as somebody sees it who is confined to the hall. */
async function startHome() {
  const api = await startTestApi();
  const { spaces, programs } = api.home;
  const zone = await spaces.save({ name: "Upstairs", kind: "zone" });
  const hall = await spaces.save({ name: "Hall", parentId: zone.id });
  const bath = await spaces.save({ name: "Bath" });
  await api.announce("hall-lamp");
  await api.announce("bath-lamp");
  api.hub.devices.setSettings("hall-lamp", { spaceId: hall.id });
  api.hub.devices.setSettings("bath-lamp", { spaceId: bath.id });
  const inside = await programs.save({ name: "Hall on", items: [turnOn("hall-lamp")] });
  const across = await programs.save({ name: "All on", items: [turnOn("hall-lamp"), turnOn("bath-lamp")] });
  await programs.save({ name: "Nothing", items: [] });
  const guest = await makeToken(api.access, ["devices:read", "devices:command", "config:write"], {
    spaceIds: [hall.id],
  });
  return { ...api, spaces: { zone, hall, bath }, programs: { inside, across }, guest: api.as(guest.token) };
}

const turnOn = (deviceId: string) => ({ deviceId, command: "turn_on" });

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof startTestApi>>["get"]>>;

/** What is said of a thing that is there but outside, and of one that is not there, is the same but for the id. */
function expectAlike(outside: Answer, none: Answer, id: string) {
  expect(outside.status).toBe(none.status);
  expect(JSON.stringify(outside.body).replaceAll(id, "none")).toBe(JSON.stringify(none.body));
}

describe("a credential that is confined to a space", () => {
  it("finds its devices in the list and no others, whatever it filters by", async () => {
    await using home = await startHome();
    const idsOf = async (path: string) =>
      ((await home.guest.get(path)).body["devices"] as { id: string }[]).map(({ id }) => id);
    expect(await idsOf("/devices")).toEqual(["hall-lamp"]);
    expect(await idsOf(`/devices?space=${home.spaces.bath.id}`)).toEqual([]);
    expect(await idsOf("/devices?limit=1")).toEqual(["hall-lamp"]);
    expect((await home.guest.get("/devices?limit=1")).body["cursor"]).toBeNull();
  });

  it("is told NO_DEVICE of a device outside, as of one that does not exist", async () => {
    await using home = await startHome();
    const { guest } = home;
    expect((await guest.get("/devices/hall-lamp")).status).toBe(200);
    for (const ask of [
      (id: string) => guest.get(`/devices/${id}`),
      (id: string) => guest.post(`/devices/${id}`, { hidden: true }),
      (id: string) => guest.post(`/devices/${id}/remove`),
      (id: string) => guest.post(`/devices/${id}/command`, { command: "turn_on" }),
    ]) {
      const outside = await ask("bath-lamp");
      expect(outside).toMatchObject({ status: 404, body: { code: "NO_DEVICE" } });
      expectAlike(outside, await ask("none"), "bath-lamp");
    }
    expect(home.hub.devices.get("bath-lamp")?.hidden).toBe(false);
    expect(home.driver.actions).toEqual([]);
  });

  it("sets its devices, but does not move them out of its sight", async () => {
    await using home = await startHome();
    const { guest, spaces } = home;
    expect(await guest.post("/devices/hall-lamp", { name: "Mine" })).toMatchObject({
      status: 200,
      body: { name: "Mine" },
    });
    for (const spaceId of [spaces.bath.id, null, "none"]) {
      expect(await guest.post("/devices/hall-lamp", { spaceId })).toMatchObject({
        status: 403,
        body: { code: "FORBIDDEN" },
      });
    }
    expect(await guest.post("/devices/hall-lamp", { spaceId: spaces.hall.id })).toMatchObject({ status: 200 });
  });

  it("finds its part of the home in bootstrap, without what is of the home as a whole", async () => {
    await using home = await startHome();
    const { body } = await home.guest.get("/bootstrap");
    expect(body).toMatchObject({
      revision: home.hub.devices.revision,
      devices: [{ id: "hall-lamp" }],
      spaces: [{ id: home.spaces.hall.id, parentId: null }],
      programs: [{ id: home.programs.inside.id }],
    });
    expect(Object.keys(body).toSorted()).toEqual(["devices", "epoch", "programs", "revision", "spaces"]);
    expect(body["epoch"]).not.toBe(home.hub.devices.epoch);
    expect(JSON.stringify(body)).not.toMatch(/bath|Upstairs|Nothing/i);
  });

  it("sees the spaces inside and those of its devices, and the programs that act inside", async () => {
    await using home = await startHome();
    const { token } = await makeToken(home.access, ["devices:read"], { deviceIds: ["bath-lamp"] });
    const other = home.as(token);
    expect((await other.get("/spaces")).body).toMatchObject({ spaces: [{ id: home.spaces.bath.id }] });
    expect((await other.get("/programs")).body).toEqual({ programs: [] });
    expect((await home.guest.get("/spaces")).body).toMatchObject({ spaces: [{ id: home.spaces.hall.id }] });
    expect((await home.guest.get("/programs")).body).toMatchObject({ programs: [{ id: home.programs.inside.id }] });
  });

  it("runs a program that acts inside, and knows none that acts outside", async () => {
    await using home = await startHome();
    const { guest, programs } = home;
    expect(await guest.post(`/programs/${programs.inside.id}/run`)).toMatchObject({
      status: 200,
      body: { status: "succeeded" },
    });
    const across = await guest.post(`/programs/${programs.across.id}/run`);
    expect(across).toMatchObject({ status: 404, body: { code: "NO_PROGRAM" } });
    expectAlike(across, await guest.post("/programs/none/run"), programs.across.id);
    expect(home.driver.actions).toHaveLength(1);
  });

  it("reads the journal of its devices only, however many commands of others are newer", async () => {
    await using home = await startHome();
    const { guest } = home;
    await home.post("/devices/hall-lamp/command", { command: "turn_on" });
    const others = await Promise.all(
      Array.from({ length: 5 }, () => home.post("/devices/bath-lamp/command", { command: "turn_on" })),
    );
    const { body } = await guest.get("/commands?limit=2");
    expect(body["commands"]).toMatchObject([{ deviceId: "hall-lamp" }]);
    expect((await guest.get("/commands?device=bath-lamp")).body).toEqual({ commands: [] });
    const id = String(others[0]?.body["commandId"]);
    const outside = await guest.get(`/commands/${id}`);
    expect(outside).toMatchObject({ status: 404, body: { code: "NO_COMMAND" } });
    expectAlike(outside, await guest.get("/commands/none"), id);
    home.hub.removeDevice("hall-lamp");
    expect((await guest.get("/commands")).body).toEqual({ commands: [] });
  });

  it("follows a device that moves", async () => {
    await using home = await startHome();
    await home.post("/devices/bath-lamp", { spaceId: home.spaces.hall.id });
    expect((await home.guest.get("/devices/bath-lamp")).status).toBe(200);
    await home.post("/devices/bath-lamp", { spaceId: null });
    expect((await home.guest.get("/devices/bath-lamp")).status).toBe(404);
  });
});
