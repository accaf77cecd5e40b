import { describe, expect, it } from "vitest";
import { invite } from "../support/invite.ts";
import { startTestApi } from "../support/test-api.ts";
import { until } from "../support/until.ts";

describe("/spaces", () => {
  it("makes, changes, lists and removes spaces, and the devices of one that goes are in none", async () => {
    await using api = await startTestApi();
    await api.announce("lamp");
    const { body: hall } = await api.post("/spaces/save", { name: "Hall" });
    expect(hall).toMatchObject({ name: "Hall", kind: "room", parentId: null });
    const id = String(hall["id"]);
    expect((await api.post("/spaces/save", { id, name: "Foyer" })).body).toMatchObject({ id, name: "Foyer" });
    expect((await api.post("/devices/lamp", { spaceId: id })).body).toMatchObject({ spaceId: id });
    expect((await api.get("/spaces")).body).toMatchObject({ spaces: [{ name: "Foyer" }] });
    expect((await api.post(`/spaces/${id}/remove`)).body).toEqual({ ok: true });
    expect((await api.get("/devices/lamp")).body).toMatchObject({ spaceId: null });
    expect(await api.post(`/spaces/${id}/remove`)).toMatchObject({ status: 404, body: { code: "NO_SPACE" } });
    expect(await api.post("/devices/lamp", { spaceId: id })).toMatchObject({ status: 404, body: { code: "NO_SPACE" } });
  });

  it("tells every client that spaces changed", async () => {
    await using api = await startTestApi();
    const told: unknown[] = [];
    api.hub.events.on("live", (event) => told.push(event));
    await api.post("/spaces/save", { name: "Hall" });
    expect(told).toMatchObject([{ event: "CONFIG_CHANGED", what: "spaces" }]);
  });
});

describe("/programs", () => {
  const items = [
    { deviceId: "lamp", command: "turn_on" },
    { deviceId: "none", command: "turn_on" },
  ];

  it("runs a program and tells how each command went, and who asked", async () => {
    await using api = await startTestApi();
    await api.announce("lamp");
    const { token, user } = await invite(api.access, "member");
    const { body: program } = await api.post("/programs/save", { name: "Evening", items });
    const run = await api.as(token).post(`/programs/${String(program["id"])}/run`);
    expect(run).toMatchObject({
      status: 200,
      body: {
        programId: program["id"],
        status: "partial",
        results: [{ ok: true }, { ok: false, failure: { code: "NO_DEVICE" } }],
      },
    });
    expect((await api.get("/commands?device=lamp")).body).toMatchObject({
      commands: [{ origin: { via: "program", by: { userId: user.id } } }],
    });
  });

  it("repeats nothing for an Idempotency-Key that it knows", async () => {
    await using api = await startTestApi();
    await api.announce("lamp");
    const { body: program } = await api.post("/programs/save", { name: "Evening", items: items.slice(0, 1) });
    const run = () => api.post(`/programs/${String(program["id"])}/run`, {}, { "idempotency-key": "key-1" });
    expect((await run()).body).toEqual((await run()).body);
    await until("the action", () => api.driver.actions.length === 1);
    const bad = await api.post(`/programs/${String(program["id"])}/run`, {}, { "idempotency-key": "a b" });
    expect(bad).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
  });

  it("refuses a program that is none, and knows none that was removed", async () => {
    await using api = await startTestApi();
    expect(await api.post("/programs/save", { name: "x", items: [{}] })).toMatchObject({ status: 400 });
    const { body: program } = await api.post("/programs/save", { name: "Evening", items });
    await api.post(`/programs/${String(program["id"])}/remove`);
    expect((await api.get("/programs")).body).toEqual({ programs: [] });
    expect(await api.post(`/programs/${String(program["id"])}/run`)).toMatchObject({
      status: 404,
      body: { code: "NO_PROGRAM" },
    });
  });
});

describe("documents of the client app", () => {
  it("keeps the preferences as they are", async () => {
    await using api = await startTestApi();
    expect((await api.get("/preferences/home")).body).toEqual({ preferences: {} });
    const preferences = { theme: "dark", order: ["a", { b: null }] };
    expect((await api.post("/preferences/home", { preferences })).body).toEqual({ preferences });
    expect((await api.get("/preferences/home")).body).toEqual({ preferences });
    expect((await api.get("/bootstrap")).body).toMatchObject({ preferences });
  });

  it("keeps design profiles, and tells which is selected", async () => {
    await using api = await startTestApi();
    const { body: sea } = await api.post("/design-profiles/save", { name: "Sea", design: { accent: "#0088AA" } });
    expect(await api.post("/design-profiles/select", { id: sea["id"] })).toMatchObject({ body: { profile: sea } });
    expect((await api.get("/design/live")).body).toEqual({ profile: sea });
    expect((await api.get("/design-profiles")).body).toMatchObject({ selectedId: sea["id"] });
    await api.post(`/design-profiles/${String(sea["id"])}/remove`);
    expect((await api.get("/design/live")).body).not.toEqual({ profile: sea });
    expect(await api.post("/design-profiles/select", { id: "none" })).toMatchObject({
      status: 404,
      body: { code: "NO_DESIGN_PROFILE" },
    });
  });
});
