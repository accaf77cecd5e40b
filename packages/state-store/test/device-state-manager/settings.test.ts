import { describe, expect, it } from "vitest";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OTHER, OWNER } from "../support/devices.ts";

function createLamp() {
  const context = createManager();
  context.manager.announce(OWNER, "light-1", LAMP);
  context.told.length = 0;
  return context;
}

describe("DeviceStateManager setSettings", () => {
  it("sets name, space and hidden and tells the whole record", () => {
    const { manager, told } = createLamp();
    const change = manager.setSettings("light-1", { name: "Desk", spaceId: "study", hidden: true });
    expect(change).toMatchObject({
      event: "DEVICE_UPDATED",
      revision: 2,
      device: { name: "Desk", spaceId: "study", hidden: true, revision: 2 },
    });
    expect(told).toEqual([change]);
  });

  it("leaves members that are not named, and gives those that are null back to the driver", () => {
    const { manager } = createLamp();
    manager.setSettings("light-1", { name: "Desk", spaceId: "study", hidden: true });
    manager.setSettings("light-1", { hidden: false });
    expect(manager.get("light-1")).toMatchObject({ name: "Desk", spaceId: "study", hidden: false });
    manager.setSettings("light-1", { name: null, spaceId: null });
    expect(manager.get("light-1")).toMatchObject({ name: "Lamp", spaceId: null, hidden: false });
  });

  it("tells nothing where nothing changes", () => {
    const { manager, told } = createLamp();
    expect(manager.setSettings("light-1", {})).toBeUndefined();
    expect(manager.setSettings("light-1", { name: "Lamp" })).toBeUndefined();
    expect(told).toEqual([]);
  });

  it("keeps a name that is also the driver's when the driver takes another", () => {
    const { manager } = createLamp();
    manager.setSettings("light-1", { name: "Lamp" });
    manager.update("light-1", { name: "Other" });
    expect(manager.get("light-1")?.name).toBe("Lamp");
  });

  it("stands above what the driver announces and updates", () => {
    const { manager, told } = createLamp();
    manager.setSettings("light-1", { name: "Desk", spaceId: "study", hidden: true });
    told.length = 0;
    expect(manager.announce(OWNER, "light-1", { ...LAMP, name: "Driver's" })).toBeUndefined();
    expect(manager.update("light-1", { name: "Driver's again" })).toBeUndefined();
    expect(told).toEqual([]);
    expect(manager.get("light-1")).toMatchObject({ name: "Desk", spaceId: "study", hidden: true });
    manager.setSettings("light-1", { name: null });
    expect(manager.get("light-1")?.name).toBe("Driver's again");
  });

  it("serves whoever announces a removed device again", () => {
    const { manager } = createLamp();
    manager.setSettings("light-1", { name: "Desk", spaceId: "study" });
    manager.remove("light-1");
    expect(manager.announce(OTHER, "light-1", LAMP)).toMatchObject({
      event: "DEVICE_DISCOVERED",
      device: { name: "Desk", spaceId: "study" },
    });
  });

  it("does not bring a device online", () => {
    const { manager, clock } = createLamp();
    manager.driverLost(OWNER);
    clock.advance(5_000);
    manager.setSettings("light-1", { name: "Desk" });
    expect(manager.get("light-1")?.availability.status).toBe("offline");
  });
});

describe("DeviceStateManager leaveLostSpaces", () => {
  it("takes the devices of a space that is gone out of it, also one that was removed, and no others", () => {
    const { manager, told } = createLamp();
    for (const id of ["gone", "elsewhere"]) manager.announce(OWNER, id, LAMP);
    for (const id of ["light-1", "gone"]) manager.setSettings(id, { name: "Desk", spaceId: "study" });
    manager.setSettings("elsewhere", { spaceId: "hall" });
    manager.remove("gone");
    told.length = 0;
    for (let time = 0; time < 2; time += 1) manager.leaveLostSpaces((spaceId) => spaceId === "hall");
    expect(told).toMatchObject([{ event: "DEVICE_UPDATED", device_id: "light-1", device: { spaceId: null } }]);
    manager.announce(OWNER, "gone", LAMP);
    expect(manager.get("gone")).toMatchObject({ name: "Desk", spaceId: null });
    expect(manager.get("elsewhere")?.spaceId).toBe("hall");
  });
});
