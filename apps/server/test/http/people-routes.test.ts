import { ApiToken, TokenCreated, User } from "@hos/protocol/rest";
import { Check } from "typebox/value";
import { describe, expect, it } from "vitest";
import { invite } from "../support/invite.ts";
import { startTestApi } from "../support/test-api.ts";

const BO = { username: "bo", password: "correct horse battery", role: "guest" };

describe("/users", () => {
  it("lets people in, changes and removes them", async () => {
    await using api = await startTestApi();
    const owner = await invite(api.access, "admin");
    const { id: hall } = await api.home.spaces.save({ name: "Hall" });
    const created = await api.post("/users", { ...BO, spaceIds: [hall] });
    expect(created).toMatchObject({ status: 200, body: { username: "bo", role: "guest", spaceIds: [hall] } });
    expect(Check(User, created.body)).toBe(true);
    expect(JSON.stringify(created.body)).not.toContain("horse");
    const id = String(created.body["id"]);
    const changed = await api.post(`/users/${id}`, { role: "member", spaceIds: null });
    expect(changed.body).toMatchObject({ role: "member" });
    expect(changed.body).not.toHaveProperty("spaceIds");
    expect(await api.post("/users", BO)).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect((await api.post(`/users/${id}/remove`)).body).toEqual({ ok: true });
    expect(await api.post(`/users/${id}/remove`)).toMatchObject({ status: 404, body: { code: "NO_USER" } });
    const names = ((await api.get("/users")).body["users"] as User[]).map(({ username }) => username);
    expect(names).toContain(owner.username);
    expect(names).not.toContain("bo");
  });

  it.each([
    ["/users", { ...BO, role: "king" }],
    ["/users", { ...BO, password: "short" }],
    ["/users", { ...BO, admin: true }],
    ["/users/none", { passwort: "x" }],
  ])("refuses a POST to %s of %j", async (path, body) => {
    await using api = await startTestApi();
    expect(await api.post(path, body)).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
  });
});

describe("a confinement to a space that is not there", () => {
  it.each([
    ["/users", { ...BO, spaceIds: ["hal"] }],
    ["/users/:id", { spaceIds: ["hal"] }],
    ["/tokens", { name: "Panel", scopes: ["devices:read"], spaceIds: ["hal"] }],
  ])("is refused by POST %s, which would show nothing to anybody", async (path, body) => {
    await using api = await startTestApi();
    const { user } = await invite(api.access, "guest");
    expect(await api.post(path.replace(":id", user.id), body)).toMatchObject({
      status: 404,
      body: { code: "NO_SPACE", error: expect.stringContaining('"hal"') },
    });
  });
});

describe("/tokens", () => {
  it("shows the secret of a token once, and lists it without", async () => {
    await using api = await startTestApi();
    const { body, headers } = await api.post("/tokens", { name: "Panel", scopes: ["devices:read"] });
    expect(Check(TokenCreated, body)).toBe(true);
    expect(headers.get("cache-control")).toBe("no-store");
    const token = String(body["token"]);
    expect((await api.as(token).get("/devices")).status).toBe(200);
    const listed = await api.get("/tokens");
    expect(listed.body).toMatchObject({ tokens: [{ id: body["id"], name: "Panel", kind: "api" }] });
    expect(JSON.stringify(listed.body)).not.toContain(token.split("_")[2]);
  });

  it("voids a token at once", async () => {
    await using api = await startTestApi();
    const { body } = await api.post("/tokens", { name: "Panel", scopes: ["devices:read"] });
    const revoked = await api.post(`/tokens/${String(body["id"])}/revoke`);
    expect(Check(ApiToken, revoked.body)).toBe(true);
    expect(revoked.body).toMatchObject({ revokedAt: expect.any(String) });
    expect((await api.as(String(body["token"])).get("/devices")).status).toBe(401);
  });

  it("gives a person own tokens that reach no further, and shows nobody those of others", async () => {
    await using api = await startTestApi();
    const ada = await invite(api.access, "member");
    const bo = await invite(api.access, "guest");
    const own = await api.as(ada.token).post("/tokens", { name: "Script", scopes: ["devices:read"] });
    expect(own.status).toBe(200);
    const more = await api.as(bo.token).post("/tokens", { name: "More", scopes: ["os_api_admin"] });
    expect(more).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect(JSON.stringify((await api.as(bo.token).get("/tokens")).body)).not.toContain("Script");
    const foreign = await api.as(bo.token).post(`/tokens/${String(own.body["id"])}/revoke`);
    expect(foreign).toMatchObject({ status: 404, body: { code: "NO_TOKEN" } });
    expect(JSON.stringify((await api.get("/tokens")).body)).toContain("Script");
  });
});
