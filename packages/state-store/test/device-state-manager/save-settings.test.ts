import { describe, expect, it } from "vitest";
import { ControlledPersistence } from "../support/controlled-persistence.ts";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OWNER, settle } from "../support/devices.ts";

async function createLamp() {
  const persistence = new ControlledPersistence();
  const context = createManager({ persistence });
  await context.manager.start();
  context.manager.announce(OWNER, "light-1", LAMP);
  await context.manager.flush();
  context.told.length = 0;
  persistence.calls.length = 0;
  return { ...context, persistence };
}

describe("DeviceStateManager saveSettings", () => {
  it("tells a change once it is stored, not before", async () => {
    const { manager, persistence, told } = await createLamp();
    persistence.hold();
    const saved = manager.saveSettings("light-1", { name: "Desk" });
    await settle();
    expect(persistence.calls).toEqual(["settings light-1"]);
    expect(manager.get("light-1")?.name).toBe("Lamp");
    expect(told).toEqual([]);
    persistence.release();
    const change = await saved;
    expect(change).toMatchObject({ event: "DEVICE_UPDATED", device: { name: "Desk" } });
    expect(told).toEqual([change]);
  });

  it("changes nothing where persistence does not take it, and does not try it again", async () => {
    const { manager, persistence, told, clock } = await createLamp();
    const cause = new Error("disk full");
    persistence.fault = cause;
    await expect(manager.saveSettings("light-1", { name: "Desk" })).rejects.toMatchObject({
      code: "SAVE_FAILED",
      cause,
    });
    persistence.fault = undefined;
    clock.advance(60_000);
    await settle();
    expect(persistence.calls).toEqual(["settings light-1"]);
    expect(manager.get("light-1")?.name).toBe("Lamp");
    expect(told).toEqual([]);
    expect(manager.backlog).toEqual({ waiting: 0, failing: false });
  });

  it("does not fail with the states of devices that could not be stored", async () => {
    const { manager, persistence } = await createLamp();
    persistence.save = () => Promise.reject(new Error("disk full"));
    manager.applyState("light-1", { power: true });
    await manager.saveSettings("light-1", { name: "Desk" });
    expect((await persistence.load()).settings).toMatchObject([{ settings: { name: "Desk" } }]);
  });

  it("loses nothing of two changes that overlap", async () => {
    const { manager, persistence } = await createLamp();
    persistence.hold();
    const saved = [
      manager.saveSettings("light-1", { name: "Desk" }),
      manager.saveSettings("light-1", { hidden: true }),
    ];
    await settle();
    persistence.release();
    await Promise.all(saved);
    expect(manager.get("light-1")).toMatchObject({ name: "Desk", hidden: true });
    expect((await persistence.load()).settings).toMatchObject([{ settings: { name: "Desk", hidden: true } }]);
    expect(persistence.mostAtOnce).toBe(1);
  });

  it("stores again what was set otherwise while it was being stored", async () => {
    const { manager, persistence } = await createLamp();
    manager.setSettings("light-1", { spaceId: "study" });
    await manager.flush();
    persistence.hold();
    const saved = manager.saveSettings("light-1", { name: "Desk" });
    await settle();
    manager.leaveLostSpaces(() => false);
    persistence.release();
    await saved;
    await manager.flush();
    expect(manager.get("light-1")).toMatchObject({ name: "Desk", spaceId: null });
    expect((await persistence.load()).settings).toMatchObject([{ settings: { name: "Desk", spaceId: null } }]);
  });

  it("waits for the batch under way and lets the next one go on", async () => {
    const { manager, persistence, clock } = await createLamp();
    persistence.hold();
    manager.applyState("light-1", { power: true });
    clock.advance(1000);
    const saved = manager.saveSettings("light-1", { name: "Desk" });
    manager.applyState("light-1", { power: false });
    await settle();
    expect(persistence.calls).toEqual(["save light-1"]);
    persistence.release();
    await saved;
    clock.advance(1000);
    await settle();
    expect(persistence.calls).toEqual(["save light-1", "settings light-1", "save light-1"]);
    expect(persistence.mostAtOnce).toBe(1);
  });

  it("keeps what it stored of a device that was removed meanwhile", async () => {
    const { manager, persistence } = await createLamp();
    persistence.hold();
    const saved = manager.saveSettings("light-1", { name: "Desk" });
    manager.remove("light-1");
    persistence.release();
    expect(await saved).toBeUndefined();
    manager.announce(OWNER, "light-1", LAMP);
    expect(manager.get("light-1")?.name).toBe("Desk");
  });

  it("forgets what is given back to the driver", async () => {
    const { manager, persistence } = await createLamp();
    await manager.saveSettings("light-1", { name: "Desk" });
    await manager.saveSettings("light-1", { name: null });
    expect((await persistence.load()).settings).toEqual([]);
  });

  it("works without persistence, and refuses an unknown device", async () => {
    const { manager } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    expect(await manager.saveSettings("light-1", { name: "Desk" })).toMatchObject({ device: { name: "Desk" } });
    await expect(manager.saveSettings("nobody", {})).rejects.toMatchObject({ code: "DEVICE_NOT_FOUND" });
  });
});
