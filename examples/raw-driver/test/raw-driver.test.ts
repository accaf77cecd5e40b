import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeHub } from "@hos/driver-sdk/testing";
import { describe, expect, it } from "vitest";
import { findPython } from "./find-python.ts";
import { startDriver, type DriverProgram } from "./start-driver.ts";

const python = findPython();

describe("main.ts", { timeout: 20_000 }, () => {
  describeDriver({ command: process.execPath, file: "src/main.ts" }, "raw-ts-lamp");
});

describe.skipIf(python === undefined)(
  `main.py${python === undefined ? " (skipped: no python3 with the library websockets)" : ""}`,
  { timeout: 20_000 },
  () => {
    describeDriver({ command: python ?? "", file: "src/main.py" }, "raw-py-lamp");
  },
);

/** What every driver has to do, in whatever language it is written. */
function describeDriver(program: DriverProgram, lamp: string): void {
  async function start() {
    const hub = await FakeHub.start({ deadlineMs: 15_000 });
    const driver = startDriver(program, hub.url);
    await hub.nextEvent("STATE_UPDATE");
    const close = async () => {
      await driver[Symbol.asyncDispose]();
      await hub.close();
    };
    return { hub, driver, [Symbol.asyncDispose]: close };
  }

  it("registers, announces its lamp and reports its state", async () => {
    await using test = await start();
    expect(test.hub.registrations).toMatchObject([{ driverKey: "RAW_DRIVER", protocolVersion: 1 }]);
    expect(test.hub.device(lamp)).toMatchObject({
      description: { name: "Raw lamp", deviceType: "light" },
      state: { power: false, brightness: 100 },
    });
    expect(test.hub.rejections).toEqual([]);
  });

  it("carries a command out and reports what follows from it", async () => {
    await using test = await start();
    await expect(test.hub.act(lamp, "set_brightness", { brightness: 60 })).resolves.toMatchObject({ success: true });
    await expect(test.hub.nextEvent("STATE_UPDATE")).resolves.toMatchObject({ data: { power: true, brightness: 60 } });
    await expect(test.hub.act(lamp, "turn_off")).resolves.toMatchObject({ success: true });
    await expect(test.hub.nextEvent("STATE_UPDATE")).resolves.toMatchObject({ data: { power: false, brightness: 60 } });
  });

  it("says why it refuses", async () => {
    await using test = await start();
    await expect(test.hub.act(lamp, "explode")).resolves.toMatchObject({
      success: false,
      message: "The lamp cannot explode.",
    });
    await expect(test.hub.act(lamp, "set_brightness", { brightness: "full" })).resolves.toMatchObject({
      success: false,
      message: "brightness must be a number.",
    });
  });

  it("repeats its answer, not the deed, when it is asked again", async () => {
    await using test = await start();
    const question = { deviceId: lamp, command: "turn_on", requestId: "request-1" };
    await test.hub.nextResult(test.hub.sendAction(question));
    await test.hub.act(lamp, "turn_off");
    await expect(test.hub.nextResult(test.hub.sendAction(question))).resolves.toMatchObject({ success: true });
    // The answer to a later question comes after all that the repeated one brought.
    await test.hub.act(lamp, "explode");
    expect(test.hub.device(lamp)?.state).toMatchObject({ power: false });
  });

  it("returns when the connection is lost, with the state of now", async () => {
    await using test = await start();
    await test.hub.act(lamp, "turn_on");
    await test.hub.nextEvent("STATE_UPDATE");
    await test.hub.restart({ forget: true });
    await expect(test.hub.nextEvent("STATE_UPDATE")).resolves.toMatchObject({ data: { power: true } });
    expect(test.hub.registrations).toHaveLength(2);
  });

  it("stays away when a newer session took its place", async () => {
    await using test = await start();
    await test.hub.closeConnections(4001, "A newer session took over.");
    await expect(test.driver.exitCode()).resolves.toBe(0);
    expect(test.hub.registrations).toHaveLength(1);
  });

  it("waits for a person's approval, and needs none when it is started again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hos-raw-driver-"));
    const env = { HOS_TOKEN_FILE: join(folder, "token") };
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    hub.requireApproval();
    {
      await using _first = startDriver(program, hub.url, env);
      await hub.nextPairing();
      hub.approve();
      await hub.nextEvent("STATE_UPDATE");
    }
    expect(statSync(env.HOS_TOKEN_FILE).mode & 0o777).toBe(0o600);
    await using _second = startDriver(program, hub.url, env);
    await hub.nextEvent("STATE_UPDATE");
    expect(hub.registrations.map(({ token }) => token === undefined)).toEqual([true, false, false]);
    rmSync(folder, { recursive: true });
  });

  it("says goodbye when it is told to stop", async () => {
    await using test = await start();
    test.driver.stop();
    await expect(test.hub.nextClose()).resolves.toBe(1000);
    await expect(test.driver.exitCode()).resolves.toBe(0);
  });
}
