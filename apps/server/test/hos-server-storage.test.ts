import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogFields, Logger } from "@hos/runtime";
import { silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { explainStartFault } from "../src/explain-start-fault.ts";
import { createMemoryStorage, createServer, type ServerOptions } from "../src/index.ts";
import { invite, makeToken } from "./support/invite.ts";
import { bearer } from "./support/root-token.ts";
import { connectDriver } from "./support/raw-driver.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { createTestConfig, createTestOptions } from "./support/test-config.ts";
import { startTestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const PASSWORD = "correct horse battery";

/** Options of a server that stores in the folder of its configuration. */
function storingOptions(): ServerOptions {
  const { storage: _memory, ...options } = createTestOptions();
  return options;
}

describe.each(["memory", "SQLite"])("a server that is started again on the same %s", (kind) => {
  it("keeps people, tokens, spaces, programs, what people set, last states, the journal, and who is disabled", async () => {
    const folder = temporaryFolder();
    const memory = createMemoryStorage();
    const options = () => (kind === "memory" ? createTestOptions({ storage: memory }) : storingOptions());
    const config = createTestConfig({ dataDir: folder });
    const first = await createServer(config, options());
    const { driverUrl } = await first.start();
    const driver = await connectDriver(driverUrl);
    driver.announce("lamp");
    driver.send("STATE_UPDATE", "lamp", { power: true });
    await until("the state", () => first.hub.devices.get("lamp")?.state["power"]);
    const { user, username } = await invite(first.access, "member");
    const { token } = await makeToken(first.access, ["devices:read"]);
    const hall = await first.home.spaces.save({ name: "Hall" });
    await first.home.programs.save({ name: "Evening", items: [{ deviceId: "lamp", command: "turn_on" }] });
    first.hub.devices.setSettings("lamp", { name: "My lamp", spaceId: hall.id });
    driver.announce("fan");
    await until("the fan", () => first.hub.devices.get("fan"));
    // As after a hub that was killed between removing a space and taking the devices out of it.
    first.hub.devices.setSettings("fan", { spaceId: "lost" });
    const outcome = await first.hub.commands.dispatch({
      deviceId: "lamp",
      command: "turn_on",
      origin: { via: "embedded" },
    });
    await first.close();
    await driver.close();

    await using second = await createServer(config, options());
    const { url, driverUrl: again } = await second.start();
    expect(await (await fetch(`${url}/v1/os/devices/lamp`, { headers: bearer(token) })).json()).toMatchObject({
      name: "My lamp",
      spaceId: hall.id,
      state: { power: true },
      availability: { status: "unknown", reason: "hub_restarted" },
    });
    expect(await second.access.logIn({ username, password: PASSWORD }, undefined)).toMatchObject({ user });
    expect(second.home.spaces.list()).toEqual([hall]);
    expect(second.hub.devices.get("fan")?.spaceId).toBe(null);
    expect(second.home.programs.list()).toMatchObject([{ name: "Evening" }]);
    expect(second.hub.commands.journal.list()).toMatchObject([{ id: outcome.ok && outcome.answer.commandId }]);
    await using returned = await connectDriver(again);
    returned.announce("lamp", { name: "As its driver says" });
    await until("the driver", () => second.hub.devices.get("lamp")?.availability.status === "online");
    expect(second.hub.devices.get("lamp")?.name).toBe("My lamp");
  });
});

describe("a server that cannot start", () => {
  it("says that another hub uses the folder", async () => {
    const config = createTestConfig({ dataDir: temporaryFolder() });
    await using _first = await createServer(config, storingOptions());
    const fault: unknown = await createServer(config, storingOptions()).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "LOCKED" });
    expect(explainStartFault(fault, config)).toMatch(/^[^\n]+$/);
  });

  it("says that the file is no database of HOS, and leaves it alone", async () => {
    const dataDir = temporaryFolder();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, "hos.db"), "these are not the bytes of a database".repeat(100));
    const config = createTestConfig({ dataDir });
    const fault: unknown = await createServer(config, storingOptions()).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "DAMAGED" });
    expect(explainStartFault(fault, config)).toContain("hos.db");
  });

  it("lets go of the folder where its port is taken", async () => {
    await using home = await startTestServer();
    const port = Number(new URL(home.url).port);
    const config = createTestConfig({ dataDir: temporaryFolder(), port, driverPort: port });
    const server = await createServer(config, storingOptions());
    await expect(server.start()).rejects.toMatchObject({ code: "EADDRINUSE" });
    await server.close();
    await using free = await createServer({ ...config, port: 0, driverPort: 0 }, storingOptions());
    expect((await free.start()).url).toMatch(/^http/);
  });
});

describe("the set-up of a server", () => {
  it("is asked for once in the log, with the code that works", async () => {
    const lines: (readonly [string, LogFields | undefined])[] = [];
    const logger: Logger = {
      ...silentLogger,
      child: () => logger,
      warn: (message, fields) => void lines.push([message, fields]),
    };
    await using home = await startTestServer({}, { logger });
    expect(lines).toEqual([[expect.stringMatching(/^Nobody can log in yet: .* with the code [\w-]+\.$/), undefined]]);
    const [, code = ""] = / code (\S+)\.$/.exec(lines[0]?.[0] ?? "") ?? [];
    expect(await home.access.setUp({ code, username: "ada", password: PASSWORD }, undefined)).toMatchObject({
      user: { role: "admin" },
    });
    expect(lines).toHaveLength(1);
  });

  it("is not asked for where there is an admin", async () => {
    const storage = createMemoryStorage();
    {
      await using first = await startTestServer({ adminPassword: PASSWORD }, { storage });
      expect(await first.access.logIn({ username: "admin", password: PASSWORD }, undefined)).toMatchObject({
        user: { username: "admin" },
      });
    }
    const lines: string[] = [];
    const logger: Logger = { ...silentLogger, child: () => logger, warn: (message) => void lines.push(message) };
    await using _second = await startTestServer({}, { logger, storage });
    expect(lines).toEqual([]);
  });
});

describe("what operators ask", () => {
  it("is answered for programs of this machine without a credential", async () => {
    await using home = await startTestServer();
    const ready = await fetch(`${home.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true }]);
    const metrics = await fetch(`${home.url}/metrics`);
    expect(metrics.status).toBe(200);
    expect(await metrics.text()).toContain("hos_");
    const forwarded = await fetch(`${home.url}/metrics`, { headers: { "x-forwarded-for": "192.0.2.1" } });
    expect(forwarded.status).toBe(401);
  });

  it("says so where nothing can be stored", async () => {
    await using home = await startTestServer({}, { storage: { ...createMemoryStorage(), readOnly: true } });
    const response = await fetch(`${home.url}/readyz`);
    expect([response.status, await response.json()]).toMatchObject([507, { code: "STORAGE_UNAVAILABLE" }]);
  });
});

describe("drivers that must prove who they are", () => {
  it("are let in by somebody who may, and by nobody else", async () => {
    await using home = await startTestServer();
    const { token } = await makeToken(home.access, ["devices:read"]);
    const denied = await home.fetch("/v1/os/drivers", { headers: bearer(token) });
    expect(denied.status).toBe(403);
    const disabled = await home.fetch("/v1/os/drivers/DEMO/demo-1/disable", { method: "POST" });
    expect(await disabled.json()).toMatchObject({ access: "disabled" });
    await until("the end of the driver", () => home.driver.socket.readyState === home.driver.socket.CLOSED);
  });
});
