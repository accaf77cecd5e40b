import type { Logger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import type { DriverError } from "../src/errors/driver-error.ts";
import type { HosDriver } from "../src/hos-driver.ts";
import { FakeHub } from "../src/testing/fake-hub.ts";
import { createDriver, IDENTITY, LAMP, MemoryTokenStore, nextOf } from "./start-driver.ts";

/** A hub that lets nobody in without approval. */
async function startHub(): Promise<FakeHub> {
  const hub = await FakeHub.start();
  hub.requireApproval();
  return hub;
}

function collectErrors(driver: HosDriver): DriverError[] {
  const errors: DriverError[] = [];
  driver.on("error", (error) => errors.push(error));
  return errors;
}

describe("HosDriver and a hub that wants a person's approval", () => {
  it("tells the code, waits, stores its token and goes on as if nothing had been", async () => {
    await using hub = await startHub();
    const tokenStore = new MemoryTokenStore();
    await using driver = createDriver(hub.url, { tokenStore });
    const errors = collectErrors(driver);
    driver.announceDevice("light-1", LAMP);
    const pairing = nextOf(driver, "pairing");
    driver.connect();
    const { code } = await hub.nextPairing();
    expect(await pairing).toEqual({ code, expiresAt: expect.any(String) });
    expect(driver.status).toBe("pairing");
    driver.updateState("light-1", { power: true });
    const token = hub.approve();
    await driver.ready({ signal: AbortSignal.timeout(4_000) });
    await hub.nextEvent("DEVICE_DISCOVERED", "light-1");
    expect((await hub.nextEvent("STATE_UPDATE", "light-1")).data).toEqual({ power: true });
    expect(tokenStore.token).toBe(token);
    expect(hub.registrations).toMatchObject([IDENTITY, { ...IDENTITY, token }]);
    expect(hub.connections).toBe(1);
    expect(errors).toEqual([]);
    expect(hub.rejections).toEqual([]);
  });

  it("logs the code in plain words, and the token nowhere", async () => {
    await using hub = await startHub();
    const lines: string[] = [];
    const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
    await using driver = createDriver(hub.url, { logger });
    const pairing = nextOf(driver, "pairing");
    driver.connect();
    const { code } = await pairing;
    const token = hub.approve();
    await driver.ready({ signal: AbortSignal.timeout(4_000) });
    expect(lines.join("\n")).toContain(`Approve this driver in the hub with the code ${code}.`);
    expect(lines.join("\n")).not.toContain(token);
  });

  it("registers with the stored token after a restart, and asks nobody", async () => {
    await using hub = await startHub();
    const tokenStore = new MemoryTokenStore();
    await using first = createDriver(hub.url, { tokenStore });
    first.connect();
    await hub.nextPairing();
    hub.approve();
    await first.ready();
    await first.close();
    await using second = createDriver(hub.url, { tokenStore });
    second.connect();
    await second.ready({ signal: AbortSignal.timeout(4_000) });
    expect(hub.registrations).toHaveLength(3);
  });

  it("comes back with its token after a lost connection", async () => {
    await using hub = await startHub();
    await using driver = createDriver(hub.url);
    driver.connect();
    await hub.nextPairing();
    hub.approve();
    await driver.ready();
    const back = nextOf(driver, "registered");
    await hub.dropConnections();
    await back;
    expect(hub.registrations).toHaveLength(3);
  });

  it("prefers the token that the author gave, and stores nothing", async () => {
    await using hub = await startHub();
    const tokenStore = new MemoryTokenStore("stored");
    await using driver = createDriver(hub.url, { token: "given", tokenStore });
    driver.connect();
    expect(await hub.nextRegistration()).toMatchObject({ token: "given" });
    await driver.forgetToken();
    expect(tokenStore.token).toBeUndefined();
  });

  it("stays away when its token was revoked, says why and what to do, and pairs anew when it is told to", async () => {
    await using hub = await startHub();
    const tokenStore = new MemoryTokenStore();
    await using driver = createDriver(hub.url, { tokenStore });
    const errors = collectErrors(driver);
    driver.connect();
    await hub.nextPairing();
    hub.approve();
    await driver.ready();
    const lost = nextOf(driver, "disconnected");
    hub.revokeTokens();
    expect(await lost).toMatchObject({ code: 4003, willReconnect: false });
    expect(errors.at(-1)).toMatchObject({
      code: "UNAUTHORIZED",
      message: "The hub does not let this driver in (4003): The token was revoked.",
      details: [expect.stringContaining("call forgetToken()")],
    });
    expect(tokenStore.token).toBeDefined();

    driver.connect();
    await expect(driver.ready({ signal: AbortSignal.timeout(4_000) })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(hub.registrations).toHaveLength(3);

    await driver.forgetToken();
    driver.connect();
    await hub.nextPairing();
    hub.approve();
    await driver.ready({ signal: AbortSignal.timeout(4_000) });
  });

  it("registers although its token cannot be stored, and says so", async () => {
    await using hub = await startHub();
    const tokenStore = new MemoryTokenStore();
    tokenStore.save = () => {
      throw new Error("read-only file system");
    };
    await using driver = createDriver(hub.url, { tokenStore });
    const errors = collectErrors(driver);
    driver.connect();
    await hub.nextPairing();
    hub.approve();
    await driver.ready({ signal: AbortSignal.timeout(4_000) });
    expect(errors).toMatchObject([{ code: "TOKEN_STORE_FAILED", details: ["read-only file system"] }]);
  });

  it("asks for approval when its token cannot be read, and says so", async () => {
    await using hub = await startHub();
    const tokenStore = {
      location: "/data/token",
      load: () => Promise.reject(new Error("no permission")),
      save() {},
      clear() {},
    };
    await using driver = createDriver(hub.url, { tokenStore });
    const errors = collectErrors(driver);
    driver.connect();
    await hub.nextPairing();
    expect(errors).toMatchObject([{ code: "TOKEN_STORE_FAILED", details: ["/data/token: no permission"] }]);
  });

  it("can be closed while it waits", async () => {
    await using hub = await startHub();
    await using driver = createDriver(hub.url);
    driver.connect();
    await hub.nextPairing();
    await driver.close();
    expect(await hub.nextClose()).toBe(1001);
  });
});
