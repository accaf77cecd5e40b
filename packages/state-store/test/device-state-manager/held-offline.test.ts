import { describe, expect, it } from "vitest";
import { MemoryDevicePersistence } from "../../src/index.ts";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OWNER } from "../support/devices.ts";

const HELD = { status: "offline", reason: "no answer", since: "2026-01-01T00:00:01.000Z" };

async function restart() {
  const persistence = new MemoryDevicePersistence();
  const before = createManager({ persistence });
  await before.manager.start();
  for (const id of ["a", "b"]) before.manager.announce(OWNER, id, LAMP);
  before.clock.advance(1_000);
  before.manager.reportAvailability("a", { status: "offline", reason: "no answer" });
  await before.manager.close();
  const after = createManager({ persistence });
  after.clock.advance(60_000);
  await after.manager.start();
  const availabilityOf = (id: string) => after.manager.get(id)?.availability;
  return { ...after, persistence, availabilityOf };
}

describe("DeviceStateManager start, of a device that its driver reported offline", () => {
  it("serves it as unknown like the others, and as the driver left it when the driver speaks of it", async () => {
    const { manager, availabilityOf } = await restart();
    expect(availabilityOf("a")).toMatchObject({ status: "unknown", reason: "hub_restarted" });
    manager.driverReturned(OWNER);
    expect(manager.announce(OWNER, "a", LAMP)).toMatchObject({ availability: HELD });
    expect(manager.announce(OWNER, "b", LAMP)).toMatchObject({ availability: { status: "online" } });
    expect(manager.applyState("a", {})).toBeUndefined();
    expect(availabilityOf("a")).toEqual(HELD);
  });

  it("takes the driver's word that it is online again", async () => {
    const { manager, availabilityOf } = await restart();
    manager.reportAvailability("a", { status: "online" });
    manager.announce(OWNER, "a", LAMP);
    expect(availabilityOf("a")?.status).toBe("online");
  });

  it("is not announced when the returned driver does not speak of it, and the word still holds", async () => {
    const { manager, clock, availabilityOf } = await restart();
    manager.driverReturned(OWNER);
    clock.advance(5_000);
    expect(availabilityOf("a")).toMatchObject({ status: "unknown", reason: "not_announced" });
    manager.applyState("a", { power: true });
    expect(availabilityOf("a")).toEqual(HELD);
  });

  it("is disconnected when the returned driver is lost before it speaks of it, and the word still holds", async () => {
    const { manager, clock, availabilityOf } = await restart();
    manager.driverReturned(OWNER);
    clock.advance(1_000);
    manager.driverLost(OWNER);
    clock.advance(5_000);
    expect(availabilityOf("a")).toMatchObject({ status: "offline", reason: "driver_disconnected" });
    manager.driverReturned(OWNER);
    manager.announce(OWNER, "a", LAMP);
    expect(availabilityOf("a")).toMatchObject({ status: "offline", reason: "no answer" });
  });

  it("is so after a second restart", async () => {
    const { manager, persistence } = await restart();
    manager.applyState("b", { power: true });
    await manager.close();
    const third = createManager({ persistence });
    await third.manager.start();
    expect(third.manager.announce(OWNER, "a", LAMP)).toMatchObject({ availability: HELD });
  });
});
