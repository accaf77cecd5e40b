import { describe, expect, it } from "vitest";
import { ApiClientError, ConnectionError, HosRest } from "../../src/index.ts";
import { type Answer, failure, FakeRestHub, hangUp, json } from "../support/fake-rest-hub.ts";

const driver = { driverKey: "MY_DRIVER", instanceId: "one:1" };
const login = { username: "ada", password: "correct horse" };
const space = { name: "Kitchen" };
const program = { name: "Evening", items: [{ deviceId: "light-1", command: "turn_on" }] };
const profile = { name: "Sea", design: { accent: "#0088AA" } };

type Ask = (rest: HosRest) => Promise<unknown>;

const file: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.end(Buffer.from([0, 1, 255]));
};
const page: Answer = (response) => response.writeHead(502).end("<html>");

describe("the areas of HosRest", () => {
  it.each<[what: string, ask: Ask, body?: unknown]>([
    ["GET /setup", ({ auth }) => auth.setupStatus()],
    ["POST /setup", ({ auth }) => auth.setUp({ code: "1", ...login }), { code: "1", ...login }],
    ["POST /auth/login", ({ auth }) => auth.login(login), login],
    ["POST /auth/logout", ({ auth }) => auth.logout()],
    ["GET /auth/me", ({ auth }) => auth.me()],
    [
      "POST /auth/password",
      ({ auth }) => auth.changePassword({ current: "old", password: "new and long" }),
      { current: "old", password: "new and long" },
    ],
    ["GET /users", ({ users }) => users.list()],
    ["POST /users", ({ users }) => users.create({ ...login, role: "guest" }), { ...login, role: "guest" }],
    ["POST /users/u%2F1", ({ users }) => users.update("u/1", { disabled: true }), { disabled: true }],
    ["POST /users/u1/remove", ({ users }) => users.remove("u1")],
    ["GET /tokens", ({ tokens }) => tokens.list()],
    [
      "POST /tokens",
      ({ tokens }) => tokens.create({ name: "Panel", scopes: ["devices:read"] }),
      { name: "Panel", scopes: ["devices:read"] },
    ],
    ["POST /tokens/t1/revoke", ({ tokens }) => tokens.revoke("t1")],
    ["GET /spaces", ({ spaces }) => spaces.list()],
    ["POST /spaces/save", ({ spaces }) => spaces.save(space), space],
    ["POST /spaces/s%201/remove", ({ spaces }) => spaces.remove("s 1")],
    ["GET /programs", ({ programs }) => programs.list()],
    ["POST /programs/save", ({ programs }) => programs.save(program), program],
    ["POST /programs/p1/run", ({ programs }) => programs.run("p1")],
    ["POST /programs/p1/remove", ({ programs }) => programs.remove("p1")],
    ["GET /preferences/home", ({ preferences }) => preferences.get()],
    ["POST /preferences/home", ({ preferences }) => preferences.replace({ a: 1 }), { preferences: { a: 1 } }],
    ["GET /design-profiles", ({ designs }) => designs.list()],
    ["GET /design/live", ({ designs }) => designs.live()],
    ["POST /design-profiles/save", ({ designs }) => designs.save(profile), profile],
    ["POST /design-profiles/select", ({ designs }) => designs.select("d1"), { id: "d1" }],
    ["POST /design-profiles/d1/remove", ({ designs }) => designs.remove("d1")],
    [
      "POST /drivers/MY_DRIVER/one%3A1/approve",
      ({ driverAccess }) => driverAccess.approve(driver, { code: "123456" }),
      { code: "123456" },
    ],
    ["POST /drivers/MY_DRIVER/one%3A1/disable", ({ driverAccess }) => driverAccess.disable(driver)],
    ["POST /drivers/MY_DRIVER/one%3A1/enable", ({ driverAccess }) => driverAccess.enable(driver)],
    ["POST /drivers/MY_DRIVER/one%3A1/revoke", ({ driverAccess }) => driverAccess.revoke(driver)],
    ["POST /drivers/MY_DRIVER/one%3A1/token", ({ driverAccess }) => driverAccess.createToken(driver)],
  ])("ask %s", async (what, ask, body) => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    await ask(new HosRest({ url: hub.url }));
    expect(hub.requests.map(({ method, url }) => `${method} ${url.replace("/app/os", "")}`)).toEqual([what]);
    expect(hub.requests[0]?.body).toEqual(body);
  });

  it("need no token to begin, and send none", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}), json(200, {}), json(200, {}), json(200, {}));
    const { auth } = new HosRest({ url: hub.url, token: "expired" });
    await auth.setupStatus();
    await auth.setUp({ code: "1", ...login });
    await auth.login(login);
    await auth.me();
    expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
      undefined,
      "Bearer expired",
    ]);
  });

  it("give the document of the preferences without its wrapping", async () => {
    await using hub = await FakeRestHub.listen(json(200, { preferences: { theme: "dark" } }));
    expect(await new HosRest({ url: hub.url }).preferences.get()).toEqual({ theme: "dark" });
  });
});

describe("a run of a program", () => {
  it("carries a key, and is asked for once more with it when the connection broke", async () => {
    const run = { programId: "p1", status: "succeeded", results: [] };
    await using hub = await FakeRestHub.listen(hangUp, json(200, run), json(200, run));
    const { programs } = new HosRest({ url: hub.url });
    expect(await programs.run("p1")).toEqual(run);
    await programs.run("p1", { idempotencyKey: "mine" });
    const [first, second, third] = hub.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(first).toMatch(/^[0-9A-Z]{26}$/);
    expect([second, third]).toEqual([first, "mine"]);
  });

  it("is not asked for again where the hub answered", async () => {
    await using hub = await FakeRestHub.listen(failure(404, "NO_PROGRAM"));
    await expect(new HosRest({ url: hub.url }).programs.run("gone")).rejects.toBeInstanceOf(ApiClientError);
    expect(hub.requests).toHaveLength(1);
  });
});

describe("backups", () => {
  it("are downloaded as they are", async () => {
    await using hub = await FakeRestHub.listen(file);
    const blob = await new HosRest({ url: hub.url, token: "secret" }).backups.download();
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0, 1, 255]);
    expect(hub.requests[0]).toMatchObject({ method: "GET", url: "/app/os/backup" });
    expect(hub.requests[0]?.headers.authorization).toBe("Bearer secret");
  });

  it("are staged as they are", async () => {
    await using hub = await FakeRestHub.listen(json(202, { ok: true, takesEffect: "next_start" }));
    await new HosRest({ url: hub.url }).backups.stageRestore(new Blob(["backup"]));
    expect(hub.requests[0]?.headers["content-type"]).toBe("application/octet-stream");
    expect(hub.requests[0]?.body).toBe("backup");
  });

  it("are refused with what the hub says, and told from the page of a proxy", async () => {
    await using hub = await FakeRestHub.listen(failure(403, "FORBIDDEN"), page);
    const { backups } = new HosRest({ url: hub.url });
    await expect(backups.download()).rejects.toMatchObject({ name: "ApiClientError", code: "FORBIDDEN" });
    await expect(backups.download()).rejects.toBeInstanceOf(ConnectionError);
  });
});
