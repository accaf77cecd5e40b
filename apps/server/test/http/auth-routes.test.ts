import { describe, expect, it } from "vitest";
import { invite } from "../support/invite.ts";
import { startTestApi } from "../support/test-api.ts";

const PASSWORD = "correct horse battery";

/** An API that nobody is signed in at. */
async function startApi() {
  const api = await startTestApi();
  let code = "";
  api.access.onSetupCode((text) => (code = text));
  return {
    ...api,
    code: () => code,
    nobody: api.as(""),
    login: async (username: string, password = PASSWORD) =>
      await api.as("").post("/auth/login", { username, password }),
  };
}

describe("the first run", () => {
  it("makes the first person with the code, who is logged in, and ends with that", async () => {
    await using api = await startApi();
    const { nobody } = api;
    expect((await nobody.get("/setup")).body).toEqual({ required: true });
    const person = { username: "ada", password: PASSWORD };
    const wrong = await nobody.post("/setup", { code: "WRON-GWRO-NGWR", ...person });
    expect(wrong).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    const { status, body, headers } = await nobody.post("/setup", { code: api.code(), ...person });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toMatchObject({ token: expect.stringMatching(/^hoss_/), user: { username: "ada", role: "admin" } });
    expect((await nobody.get("/setup")).body).toEqual({ required: false });
    const again = await nobody.post("/setup", { code: api.code(), ...person });
    expect(again).toMatchObject({ status: 409, body: { code: "SETUP_DONE" } });
    expect(await api.as(String(body["token"])).get("/users")).toMatchObject({ status: 200 });
  });
});

describe("somebody who is not known yet", () => {
  it.each(["/auth/login", "/setup"])("may send little to %s", async (path) => {
    await using api = await startApi();
    const { status, body } = await api.nobody.post(path, { username: "ada", password: "x".repeat(20_000) });
    expect([status, body["code"]]).toEqual([413, "BODY_TOO_LARGE"]);
  });
});

describe("POST /auth/login", () => {
  it("is served under every base path and at the root", async () => {
    await using api = await startApi();
    const { username } = await invite(api.access, "member");
    for (const base of ["/app/os", "/api/os", "/v1/os", ""]) {
      const { status, body } = await api.ask(`${base}/auth/login`, {
        method: "POST",
        body: JSON.stringify({ username, password: PASSWORD }),
        headers: { "content-type": "application/json", authorization: "" },
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({ token: expect.any(String), expiresAt: expect.any(String), user: { username } });
    }
  });

  it("answers alike for a wrong password and for a person that there is not", async () => {
    await using api = await startApi();
    const { username } = await invite(api.access, "member");
    const [wrong, unknown] = [await api.login(username, "not the password"), await api.login("nobody")];
    expect(wrong).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect(wrong.headers.get("www-authenticate")).toBe("Bearer");
    expect(unknown.body).toEqual(wrong.body);
  });

  it("slows down who guesses, and says how long to wait", async () => {
    await using api = await startApi();
    const { username } = await invite(api.access, "member");
    const answers = [];
    for (let attempt = 0; attempt < 12; attempt += 1) answers.push(await api.login(username, `guess ${attempt}`));
    const slowed = answers.find(({ status }) => status === 429);
    expect(slowed?.body).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(Number(slowed?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it.each([
    [{}],
    [{ username: 5, password: "x" }],
    [{ username: "ada" }],
    [{ username: "ada", password: "x".repeat(257) }],
    ["text"],
  ])("refuses %j", async (body) => {
    await using api = await startApi();
    const answer = await api.nobody.post("/auth/login", JSON.stringify(body));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "INVALID_REQUEST", details: expect.arrayContaining([expect.any(String)]) },
    });
  });
});

describe("a session", () => {
  it("tells who it is, and is over after logout", async () => {
    await using api = await startApi();
    const { token, username } = await invite(api.access, "guest", { deviceIds: ["lamp"] });
    const guest = api.as(token);
    expect((await guest.get("/auth/me")).body).toMatchObject({
      user: { username, role: "guest", deviceIds: ["lamp"] },
      token: { kind: "session", scopes: ["devices:read", "devices:command"] },
    });
    expect((await guest.post("/auth/logout")).body).toEqual({ ok: true });
    expect((await guest.get("/auth/me")).status).toBe(401);
  });

  it("of the admin token tells that it is nobody's", async () => {
    await using api = await startApi();
    expect((await api.get("/auth/me")).body).toMatchObject({ user: null, token: { kind: "root" } });
  });

  it("changes the own password, and the other sessions of the person end", async () => {
    await using api = await startApi();
    const { token, username } = await invite(api.access, "member");
    const other = String((await api.login(username)).body["token"]);
    const change = { current: PASSWORD, password: "another long password" };
    expect(await api.as(token).post("/auth/password", { ...change, current: "wrong" })).toMatchObject({ status: 403 });
    expect((await api.as(token).post("/auth/password", change)).body).toEqual({ ok: true });
    expect((await api.as(token).get("/auth/me")).status).toBe(200);
    expect((await api.as(other).get("/auth/me")).status).toBe(401);
    expect((await api.login(username, change.password)).status).toBe(200);
  });
});
