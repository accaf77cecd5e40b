import { ProtocolError } from "@hos/protocol";
import type { DriverPresence } from "@hos/protocol/live";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { DEFAULT_HUB_LIMITS, DriverDirectory, type HubLimits, TrafficMeter } from "../../src/index.ts";

const one = { driverKey: "TEST", instanceId: "one" };

function createDirectory(limits: Partial<HubLimits> = {}) {
  const clock = new ManualClock(0);
  const told: DriverPresence[] = [];
  const directory = new DriverDirectory({
    clock,
    limits: { ...DEFAULT_HUB_LIMITS, ...limits },
    graceMs: 5_000,
    devicesOf: () => ["light-1"],
    onPresence: (presence) => told.push(presence),
  });
  const open = (driver = one) =>
    directory.opened({
      driver,
      sessionId: "s1",
      address: "127.0.0.1",
      request: { ...driver, protocolVersion: 1, name: "Driver", version: "2.0" },
      traffic: new TrafficMeter(clock),
    });
  const end = (driver = one, replaced = false) =>
    directory.ended({ driver, sessionId: "s1", end: { code: 1006, reason: "connection_lost" }, replaced });
  return { clock, told, directory, open, end };
}

describe("DriverDirectory", () => {
  it("lists a driver that is connected", () => {
    const { directory, open, told } = createDirectory();
    open();
    const summary = {
      ...one,
      name: "Driver",
      version: "2.0",
      status: "connected",
      since: "1970-01-01T00:00:00.000Z",
      reason: null,
      address: "127.0.0.1",
      devices: 1,
      health: null,
    };
    expect(directory.list()).toEqual([summary]);
    expect(directory.get(one)).toMatchObject({ ...summary, sessionId: "s1", deviceIds: ["light-1"] });
    expect(directory.get({ driverKey: "TEST", instanceId: "two" })).toBeUndefined();
    expect(told).toEqual([{ event: "DRIVER_CONNECTED", ...one, name: "Driver", at: "1970-01-01T00:00:00.000Z" }]);
  });

  it("tells of a loss at the end of the grace time, with the time of the loss", () => {
    const { clock, directory, open, end, told } = createDirectory();
    open();
    clock.advance(1_000);
    end();
    clock.advance(4_999);
    expect(directory.get(one)).toMatchObject({ status: "away", reason: "connection_lost", sessionId: null });
    expect(told).toHaveLength(1);
    clock.advance(1);
    expect(directory.get(one)).toMatchObject({ status: "disconnected", since: "1970-01-01T00:00:01.000Z" });
    expect(told[1]).toEqual({
      event: "DRIVER_DISCONNECTED",
      ...one,
      reason: "connection_lost",
      since: "1970-01-01T00:00:01.000Z",
      at: "1970-01-01T00:00:06.000Z",
    });
  });

  it("tells nothing when the driver returns within the grace time", () => {
    const { clock, directory, open, end, told } = createDirectory();
    open();
    end();
    clock.advance(4_999);
    open();
    clock.advance(60_000);
    expect(told).toHaveLength(1);
    expect(directory.get(one)).toMatchObject({
      status: "connected",
      reason: "connection_lost",
      traffic: { sessions: 2 },
    });
  });

  it("does not take a replaced session for a loss", () => {
    const { clock, directory, open, end, told } = createDirectory();
    open();
    open();
    end(one, true);
    clock.advance(60_000);
    expect(directory.get(one)?.status).toBe("connected");
    expect(told).toHaveLength(1);
  });

  it("forgets the driver that left first when it knows too many", () => {
    const { clock, directory, open, end } = createDirectory({ disconnectedDrivers: 2 });
    const names = ["a", "b", "c", "d"];
    for (const instanceId of names) open({ driverKey: "TEST", instanceId });
    for (const instanceId of ["c", "a", "d"]) {
      end({ driverKey: "TEST", instanceId });
      clock.advance(5_000);
    }
    expect(directory.list().map(({ instanceId, status }) => `${instanceId} ${status}`)).toEqual([
      "b connected",
      "a disconnected",
      "d disconnected",
    ]);
  });

  it("remembers a driver of an earlier run until it connects", () => {
    const { directory, open, told } = createDirectory();
    directory.remember(one, "hub_restarted");
    expect(directory.get(one)).toMatchObject({ status: "disconnected", reason: "hub_restarted" });
    open();
    directory.remember(one, "hub_restarted");
    expect(directory.get(one)).toMatchObject({ status: "connected", reason: null });
    expect(told.map(({ event }) => event)).toEqual(["DRIVER_CONNECTED"]);
  });

  it("keeps the newest faults, each bounded in length", () => {
    const { directory, open } = createDirectory({ faultsPerDriver: 2 });
    open();
    for (const path of ["a", "b", "c".repeat(100_000)]) {
      const details = [{ path, message: `${path} is wrong.` }];
      directory.recordFault(one, new ProtocolError("DRIVER_WS_VALIDATION_ERROR", "Invalid.", { details }));
    }
    const faults = directory.get(one)?.faults ?? [];
    expect(faults).toHaveLength(2);
    expect(faults[0]).toEqual({
      code: "DRIVER_WS_VALIDATION_ERROR",
      path: "b",
      message: "b is wrong.",
      at: "1970-01-01T00:00:00.000Z",
    });
    expect(faults[1]?.path).toHaveLength(512);
  });

  it("keeps the newest log lines and leaves out fields that are too long", () => {
    const { directory, open } = createDirectory({ logsPerDriver: 2 });
    open();
    directory.recordLog(one, { level: "info", message: "one" });
    directory.recordLog(one, { level: "warn", message: "two", fields: { a: 1 } });
    directory.recordLog(one, { level: "error", message: "three", fields: { a: "x".repeat(10_000) } });
    const at = "1970-01-01T00:00:00.000Z";
    expect(directory.get(one)?.logs).toEqual([
      { level: "warn", message: "two", fields: { a: 1 }, at },
      { level: "error", message: "three", fields: { omitted: "10008 characters" }, at },
    ]);
  });

  it("keeps health and metrics", () => {
    const { directory, open } = createDirectory();
    open();
    directory.recordStatus(one, { status: "degraded", message: "bridge is slow" });
    directory.recordMetrics(one, "light-1", [{ key: "rssi", value: -60, unit: "dBm" }]);
    expect(directory.get(one)).toMatchObject({
      health: { status: "degraded", message: "bridge is slow" },
      metrics: [{ deviceId: "light-1", key: "rssi", value: -60, unit: "dBm", at: "1970-01-01T00:00:00.000Z" }],
    });
    directory.forgetDevice(one, "light-1");
    expect(directory.get(one)?.metrics).toEqual([]);
  });

  it("leaves no timer when it is closed, and tells no loss", () => {
    const { clock, directory, open, end, told } = createDirectory();
    open();
    end();
    open({ driverKey: "TEST", instanceId: "two" });
    directory.close();
    end({ driverKey: "TEST", instanceId: "two" });
    expect(clock.pendingTimers).toBe(0);
    expect(directory.get({ driverKey: "TEST", instanceId: "two" })?.status).toBe("disconnected");
    expect(told.map(({ event }) => event)).toEqual(["DRIVER_CONNECTED", "DRIVER_CONNECTED"]);
  });
});
