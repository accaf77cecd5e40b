import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createServer, type ServerConfig } from "../../src/index.ts";
import { makeToken } from "../support/invite.ts";
import { bearer } from "../support/root-token.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { createTestConfig, createTestOptions } from "../support/test-config.ts";
import { startTestApi } from "../support/test-api.ts";

type Body = NonNullable<RequestInit["body"]>;

const BINARY = { "content-type": "application/octet-stream" };

/** A server that stores its things in a folder. */
async function start(dataDir: string, changes: Partial<ServerConfig> = {}) {
  const { storage: _memory, ...options } = createTestOptions();
  const server = await createServer(createTestConfig({ dataDir, ...changes }), options);
  const { url } = await server.start();
  const ask = (path: string, init: { method?: string; body?: Body; headers?: Record<string, string> } = {}) =>
    fetch(`${url}/v1/os${path}`, { ...init, headers: { ...bearer(), ...init.headers } });
  return {
    server,
    home: server.home,
    access: server.access,
    ask,
    restore: (body: Body, headers: Record<string, string> = BINARY) =>
      ask("/restore", { method: "POST", body, headers }),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

describe("GET /backup", () => {
  it("sends a copy that another hub restores at its next start, with no token of the first", async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    await using one = await start(first);
    await one.home.spaces.save({ name: "Hall" });
    const { token } = await makeToken(one.access, ["devices:read"]);
    const response = await one.ask("/backup");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="hos-backup.db"',
      "cache-control": "no-store",
    });
    const copy = await response.arrayBuffer();
    expect(String(copy.byteLength)).toBe(response.headers.get("content-length"));
    {
      await using two = await start(second);
      await two.home.spaces.save({ name: "Attic" });
      const staged = await two.restore(copy);
      expect([staged.status, await staged.json()]).toEqual([202, { ok: true, takesEffect: "next_start" }]);
      expect(two.home.spaces.list()).toMatchObject([{ name: "Attic" }]);
      expect(filesOf(second).filter((name) => /^(?:backup|restore)-/.test(name))).toEqual([]);
    }
    await using again = await start(second);
    expect(again.home.spaces.list()).toMatchObject([{ name: "Hall" }]);
    expect((await again.ask("/devices", { headers: bearer(token) })).status).toBe(401);
  });

  it("leaves no copy behind, also where the client leaves in the middle or asks for the head only", async () => {
    const folder = temporaryFolder();
    await using hub = await start(folder);
    const before = filesOf(folder);
    const response = await hub.ask("/backup");
    await response.body?.cancel();
    expect((await hub.ask("/backup", { method: "HEAD" })).status).toBe(200);
    expect(filesOf(folder)).toEqual(before);
  });

  it("answers STORAGE_UNAVAILABLE where nothing is stored in files", async () => {
    await using api = await startTestApi();
    expect(await api.get("/backup")).toMatchObject({ status: 507, body: { code: "STORAGE_UNAVAILABLE" } });
    const answer = await api.ask("/v1/os/restore", { method: "POST", body: "x", headers: BINARY });
    expect(answer).toMatchObject({ status: 507, body: { code: "STORAGE_UNAVAILABLE" } });
  });
});

describe("POST /restore", () => {
  it.each([
    ["what is no backup", "not a database", BINARY, 400, "INVALID_REQUEST"],
    ["nothing", "", BINARY, 400, "INVALID_REQUEST"],
    ["JSON", "{}", { "content-type": "application/json" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["more than the bound", "x".repeat(5000), BINARY, 413, "BODY_TOO_LARGE"],
  ])("refuses %s and changes nothing", async (...row) => {
    const [, body, headers, status, code] = row;
    const folder = temporaryFolder();
    await using hub = await start(folder, { maxBackupBytes: 4096 });
    const before = filesOf(folder);
    const response = await hub.restore(body, headers);
    const text = await response.text();
    expect([response.status, JSON.parse(text)]).toMatchObject([status, { ok: false, code }]);
    expect(text).not.toContain(folder);
    expect(filesOf(folder)).toEqual(before);
  });

  it("counts a body that does not say how long it is", async () => {
    await using hub = await start(temporaryFolder(), { maxBackupBytes: 4096 });
    const { url } = await hub.server.start();
    const response = await fetch(`${url}/v1/os/restore`, {
      method: "POST",
      body: new Blob(["x".repeat(5000)]).stream(),
      duplex: "half",
      headers: { ...BINARY, ...bearer() },
    });
    expect(await response.json()).toMatchObject({ code: "BODY_TOO_LARGE" });
  });
});

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(folder)).toSorted();
}
