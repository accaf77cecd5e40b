import { estimateJsonSize } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { describe, expect, it } from "vitest";
import { DeviceLedger, type DeviceLedgerLimits } from "../../src/wiring/device-ledger.ts";

const ONE = { driverKey: "TEST", instanceId: "one" };
const LARGE = 1_000_000;

function createLedger(limits: Partial<DeviceLedgerLimits> = {}) {
  return new DeviceLedger({
    stateMembersPerDevice: LARGE,
    stateBytesPerDevice: LARGE,
    descriptionBytesPerDevice: LARGE,
    deviceBytesPerDriver: LARGE,
    ...limits,
  });
}

function createDevice(id: string, more: Partial<DeviceRecord> = {}): DeviceRecord {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    id,
    ...ONE,
    name: "Lamp",
    deviceType: "light",
    tags: [],
    spaceId: null,
    hidden: false,
    target: {},
    properties: {},
    commands: [],
    state: {},
    extras: {},
    availability: { status: "online", reason: null, since: at },
    reportedAt: null,
    changedAt: null,
    revision: 0,
    ...more,
  };
}

const EMPTY = 4 * estimateJsonSize({});

describe("DeviceLedger", () => {
  it("refuses more members than a device may have, and takes new values of those that are there", () => {
    const ledger = createLedger({ stateMembersPerDevice: 2 });
    const device = createDevice("light-1", { state: { a: 1, b: 2 } });
    expect(() => ledger.checkState(device, { c: 3 })).toThrow("has too many members");
    ledger.bookState(ledger.checkState(device, { a: 3 }));
    expect(() => ledger.checkState(device, { a: { x: 1 } })).toThrow("has too many members");
  });

  it("refuses a state that becomes too large, also bit by bit, and always one that becomes smaller", () => {
    const ledger = createLedger({ stateBytesPerDevice: 200 });
    const state: Record<string, string> = {};
    const device = createDevice("light-1", { state });
    const report = (value: string) => {
      const growth = ledger.checkState(device, { value });
      state["value"] = value;
      ledger.bookState(growth);
    };
    report("x".repeat(100));
    report("x".repeat(150));
    expect(() => report("x".repeat(200))).toThrow("is too large");
    report("x");
    report("x".repeat(150));
  });

  it("refuses a description that is too large, or becomes so", () => {
    const ledger = createLedger({ descriptionBytesPerDevice: 200 });
    const description = { name: "Lamp", deviceType: "light", properties: { picture: "x".repeat(200) } };
    const about = { driver: ONE, deviceId: "light-1", device: undefined };
    expect(() => ledger.checkDescription(about, description)).toThrow("The description of device");
    const device = createDevice("light-1", { properties: { picture: "x".repeat(150) } });
    ledger.bookDescription(device, 0);
    expect(() => ledger.checkUpdate(device, { properties: { more: "x".repeat(50) } })).toThrow("The description");
    expect(() => ledger.checkUpdate(device, { target: { host: "x".repeat(50) } })).toThrow("The description");
    expect(ledger.checkUpdate(device, { properties: { picture: "x" }, name: "Another" })).toBe(-149);
    expect(ledger.checkDescription({ ...about, device }, { name: "Lamp", deviceType: "light" })).toBeLessThan(0);
  });

  it("refuses what makes all devices of a driver too large, and no other driver's", () => {
    const ledger = createLedger({ deviceBytesPerDriver: 2 * EMPTY + 150 });
    const first = createDevice("light-1", { state: { value: "x".repeat(60) } });
    ledger.bookDescription(first, 0);
    const growth = ledger.checkState(createDevice("light-2"), { value: "x".repeat(60) });
    expect(growth.bytes).toBeGreaterThan(60);
    expect(() => ledger.checkState(createDevice("light-2"), { value: "x".repeat(90) })).toThrow("this driver");
    const other = createDevice("light-3", { instanceId: "two" });
    expect(() => ledger.checkState(other, { value: "x".repeat(90) })).not.toThrow();
  });

  it("has the room of a device that is gone", () => {
    const ledger = createLedger({ deviceBytesPerDriver: 2 * EMPTY + 150 });
    ledger.bookDescription(createDevice("light-1", { state: { value: "x".repeat(90) } }), 0);
    const second = createDevice("light-2");
    expect(() => ledger.checkState(second, { value: "x".repeat(90) })).toThrow("this driver");
    ledger.forget("light-1");
    ledger.forget("light-1");
    ledger.forget("never");
    expect(() => ledger.checkState(second, { value: "x".repeat(90) })).not.toThrow();
  });

  it("measures a device that was there before it first heard of it", () => {
    const ledger = createLedger({ stateMembersPerDevice: 3, stateBytesPerDevice: 300 });
    const device = createDevice("light-1", { state: { a: "x".repeat(100) }, extras: { b: { c: 1 } } });
    expect(() => ledger.checkState(device, { d: 1 })).toThrow("too many members");
    expect(() => ledger.checkState(device, { a: "x".repeat(300) })).toThrow("is too large");
  });
});
