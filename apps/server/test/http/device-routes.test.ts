import { describe, expect, it } from "vitest";
import { startTestApi } from "../support/test-api.ts";

describe("GET /bootstrap", () => {
  it.each(["/app/os", "/api/os", "/v1/os"])("tells epoch, revision and every device under %s", async (base) => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const { status, body } = await api.ask(`${base}/bootstrap`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ epoch: api.hub.devices.epoch, revision: 1, devices: [{ id: "light-1" }] });
  });
});

describe("GET /devices", () => {
  it("lists devices in the order of their ids, a page at a time", async () => {
    await using api = await startTestApi();
    for (const id of ["c", "a", "e", "b", "d"]) await api.announce(id);
    const first = await api.get("/devices?limit=2");
    expect(first.body).toMatchObject({ devices: [{ id: "a" }, { id: "b" }], cursor: "b" });
    const second = await api.get("/devices?limit=2&cursor=b");
    expect(second.body).toMatchObject({ devices: [{ id: "c" }, { id: "d" }], cursor: "d" });
    const last = await api.get("/devices?limit=2&cursor=d");
    expect(last.body).toMatchObject({ devices: [{ id: "e" }], cursor: null });
  });

  it("says that a full page is the last where nothing follows", async () => {
    await using api = await startTestApi();
    for (const id of ["a", "b"]) await api.announce(id);
    expect((await api.get("/devices?limit=2")).body).toMatchObject({ cursor: null });
  });

  it.each([
    ["space=hall", ["a"]],
    ["type=lock", ["b"]],
    ["driver=DEMO", ["a", "b", "c"]],
    ["driver=OTHER", []],
    ["tag=x", ["a", "b"]],
    ["tag=x&type=light", ["a"]],
    ["tag=", ["a", "b", "c"]],
  ])("narrows with ?%s", async (query, ids) => {
    await using api = await startTestApi();
    await api.announce("a", { tags: ["x"] });
    await api.announce("b", { tags: ["x", "y"], deviceType: "lock" });
    await api.announce("c");
    const { id: hall } = await api.home.spaces.save({ name: "Hall" });
    await api.post("/devices/a", { spaceId: hall });
    const { body } = await api.get(`/devices?${query.replace("hall", hall)}`);
    expect((body["devices"] as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  });

  it.each(["limit=0", "limit=x", "limit=1.5", "limit=1000000", "driver=demo"])("refuses ?%s", async (query) => {
    await using api = await startTestApi();
    const { status, body } = await api.get(`/devices?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      ok: false,
      code: "INVALID_REQUEST",
      details: [expect.stringContaining(query.split("=")[0] ?? "")],
    });
  });
});

describe("GET /devices/:id", () => {
  it("answers with the record", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const { status, body } = await api.get("/devices/light-1");
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: "light-1", driverKey: "DEMO", availability: { status: "online" }, hidden: false });
  });

  it("finds ids of any characters where they are encoded", async () => {
    await using api = await startTestApi();
    for (const id of ["a/b", "ü 1", "100%", "%41", "a?b#c", "a:b"]) {
      await api.announce(id);
      expect((await api.get(`/devices/${encodeURIComponent(id)}`)).body).toMatchObject({ id });
    }
  });

  it("answers NO_DEVICE for an id that nobody announced", async () => {
    await using api = await startTestApi();
    const { status, body } = await api.get("/devices/none");
    expect(status).toBe(404);
    expect(body).toEqual({
      ok: false,
      code: "NO_DEVICE",
      error: 'There is no device "none".',
      details: [expect.any(String)],
    });
  });
});

describe("POST /devices/:id", () => {
  it("sets what a person owns and answers with the record", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const { id: hall } = await api.home.spaces.save({ name: "Hall" });
    const { status, body } = await api.post("/devices/light-1", { name: "Lamp", spaceId: hall, hidden: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: "light-1", name: "Lamp", spaceId: hall, hidden: true });
    expect((await api.post("/devices/light-1", { name: null })).body).toMatchObject({ name: "light-1", hidden: true });
  });

  it("answers NO_DEVICE for an unknown device", async () => {
    await using api = await startTestApi();
    expect((await api.post("/devices/none", { hidden: true })).body).toMatchObject({ code: "NO_DEVICE" });
  });

  it.each([[{ name: 5 }], [{ name: "" }], [{ hidden: "x" }], [[]], ["text"]])(
    "refuses %j and changes nothing",
    async (body) => {
      await using api = await startTestApi();
      await api.announce("light-1");
      const answer = await api.post("/devices/light-1", JSON.stringify(body));
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST", details: [expect.any(String)] } });
      expect(api.hub.devices.get("light-1")?.name).toBe("light-1");
    },
  );

  it("answers HUB_STOPPING when the hub has stopped", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    await api.hub.close();
    const { status, body } = await api.post("/devices/light-1", { hidden: true });
    expect([status, body["code"]]).toEqual([503, "HUB_STOPPING"]);
  });
});

describe("POST /devices/:id/remove", () => {
  it("takes the device away", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    expect(await api.post("/devices/light-1/remove")).toMatchObject({ status: 200, body: { ok: true } });
    expect((await api.get("/devices/light-1")).status).toBe(404);
    expect(await api.post("/devices/light-1/remove")).toMatchObject({ status: 404, body: { code: "NO_DEVICE" } });
  });
});
