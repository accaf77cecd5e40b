import { describe, expect, it } from "vitest";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OTHER, OWNER } from "../support/devices.ts";

const T0 = "2026-01-01T00:00:00.000Z";
const T1 = "2026-01-01T00:00:01.000Z";

function createHome() {
  const context = createManager();
  const { manager, told } = context;
  for (const id of ["a", "b"]) manager.announce(OWNER, id, LAMP);
  manager.announce(OTHER, "other", LAMP);
  told.length = 0;
  const availabilityOf = (id: string) => manager.get(id)?.availability;
  return { ...context, availabilityOf };
}

/** The two devices of OWNER are offline since T1, at T1 + 5 s. */
function createLostHome() {
  const home = createHome();
  home.clock.advance(1_000);
  home.manager.driverLost(OWNER);
  home.clock.advance(5_000);
  home.told.length = 0;
  return home;
}

describe("DeviceStateManager driverLost", () => {
  it("marks the devices offline at the end of the grace time, since the loss", () => {
    const { manager, told, clock, availabilityOf } = createHome();
    manager.applyState("a", { power: true });
    told.length = 0;
    clock.advance(1_000);
    manager.driverLost(OWNER);
    clock.advance(4_999);
    expect(told).toEqual([]);
    clock.advance(1);
    const availability = { status: "offline", reason: "driver_disconnected", since: T1 };
    expect(told).toEqual([
      { event: "DEVICE_AVAILABILITY", device_id: "a", availability, revision: 5, at: "2026-01-01T00:00:06.000Z" },
      { event: "DEVICE_AVAILABILITY", device_id: "b", availability, revision: 6, at: "2026-01-01T00:00:06.000Z" },
    ]);
    expect(availabilityOf("a")).toEqual(availability);
    expect(manager.get("a")).toMatchObject({ state: { power: true }, revision: 5 });
    expect(availabilityOf("other")?.status).toBe("online");
  });

  it("tells nothing of a driver that returns in time and announces its devices", () => {
    const { manager, told, clock } = createHome();
    manager.driverLost(OWNER);
    clock.advance(4_999);
    manager.driverReturned(OWNER);
    for (const id of ["a", "b"]) manager.announce(OWNER, id, LAMP);
    clock.advance(60_000);
    expect(told).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("counts from the first loss when it is told twice", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.driverLost(OWNER);
    clock.advance(3_000);
    manager.driverLost(OWNER);
    clock.advance(2_000);
    expect(availabilityOf("a")).toMatchObject({ status: "offline", since: T0 });
  });

  it("changes nothing more for devices that are offline since an earlier loss", () => {
    const { manager, told, clock } = createLostHome();
    manager.driverLost(OWNER);
    clock.advance(5_000);
    expect(told).toEqual([]);
  });

  it("leaves a device alone that the driver itself reported offline", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.reportAvailability("a", { status: "offline", reason: "no answer" });
    manager.driverLost(OWNER);
    clock.advance(5_000);
    expect(availabilityOf("a")).toEqual({ status: "offline", reason: "no answer", since: T0 });
  });

  it("passes over a device that was removed during the grace time", () => {
    const { manager, told, clock } = createHome();
    manager.driverLost(OWNER);
    manager.remove("a");
    told.length = 0;
    clock.advance(5_000);
    expect(told.map(({ device_id }) => device_id)).toEqual(["b"]);
  });

  it("does not touch a device that another instance announced meanwhile", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.driverLost(OWNER);
    manager.remove("a");
    manager.announce(OTHER, "a", LAMP);
    clock.advance(5_000);
    expect(availabilityOf("a")?.status).toBe("online");
  });
});

describe("DeviceStateManager driverReturned", () => {
  it("leaves devices as they are until the driver speaks of them", () => {
    const { manager, told } = createLostHome();
    manager.driverReturned(OWNER);
    expect(told).toEqual([]);
  });

  it("brings a device online that is announced unchanged", () => {
    const { manager, told, availabilityOf } = createLostHome();
    manager.driverReturned(OWNER);
    const change = manager.announce(OWNER, "a", LAMP);
    expect(change).toMatchObject({
      event: "DEVICE_AVAILABILITY",
      availability: { status: "online", reason: null, since: "2026-01-01T00:00:06.000Z" },
    });
    expect(told).toEqual([change]);
    expect(availabilityOf("b")?.status).toBe("offline");
  });

  it("brings a device online before it tells that its description changed", () => {
    const { manager, told } = createLostHome();
    manager.driverReturned(OWNER);
    manager.announce(OWNER, "a", { ...LAMP, name: "Desk" });
    expect(told).toMatchObject([
      { event: "DEVICE_AVAILABILITY", availability: { status: "online" } },
      { event: "DEVICE_UPDATED", device: { name: "Desk", availability: { status: "online" } } },
    ]);
  });

  it("brings a device online that reports state", () => {
    const { manager, told } = createLostHome();
    manager.applyState("a", { power: true });
    expect(told).toMatchObject([
      { event: "DEVICE_AVAILABILITY", revision: 6 },
      { event: "STATE_UPDATE", revision: 7 },
    ]);
    told.length = 0;
    expect(manager.applyState("b", {})).toMatchObject({ event: "DEVICE_AVAILABILITY" });
  });

  it("marks what was not announced within the grace time as unknown", () => {
    const { manager, clock, availabilityOf } = createLostHome();
    manager.driverReturned(OWNER);
    manager.announce(OWNER, "a", LAMP);
    clock.advance(4_999);
    expect(availabilityOf("b")?.status).toBe("offline");
    clock.advance(1);
    expect(availabilityOf("a")?.status).toBe("online");
    expect(availabilityOf("b")).toEqual({
      status: "unknown",
      reason: "not_announced",
      since: "2026-01-01T00:00:11.000Z",
    });
    expect(manager.announce(OWNER, "b", LAMP)).toMatchObject({ availability: { status: "online" } });
  });

  it("does not take a driver for there that dies at every start before it says a word", () => {
    const { manager, clock, availabilityOf } = createHome();
    for (let crash = 0; crash < 3; crash += 1) {
      manager.driverLost(OWNER);
      clock.advance(2_000);
      manager.driverReturned(OWNER);
      manager.announce(OWNER, "a", LAMP);
      clock.advance(500);
    }
    expect(availabilityOf("a")?.status).toBe("online");
    expect(availabilityOf("b")).toMatchObject({ status: "offline", reason: "driver_disconnected" });
  });

  it("expects an announcement also of a driver that was never lost", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.driverReturned(OWNER);
    manager.applyState("a", {});
    clock.advance(5_000);
    expect(availabilityOf("a")?.status).toBe("online");
    expect(availabilityOf("b")).toMatchObject({ status: "unknown", reason: "not_announced" });
    expect(availabilityOf("other")?.status).toBe("online");
  });

  it("expects no announcement of a driver that is lost again", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.driverReturned(OWNER);
    clock.advance(1_000);
    manager.driverLost(OWNER);
    clock.advance(5_000);
    expect(availabilityOf("a")).toEqual({ status: "offline", reason: "driver_disconnected", since: T1 });
  });

  it("does not take a device online that the driver itself reported offline", () => {
    const { manager, clock, told, availabilityOf } = createHome();
    manager.reportAvailability("a", { status: "offline" });
    told.length = 0;
    manager.driverReturned(OWNER);
    manager.announce(OWNER, "a", LAMP);
    manager.applyState("a", {});
    manager.reportAvailability("b", { status: "online" });
    clock.advance(5_000);
    expect(told).toEqual([]);
    expect(availabilityOf("a")).toMatchObject({ status: "offline", reason: "reported_by_driver" });
  });

  it("leaves a device that the driver reported offline so when it is not announced", () => {
    const { manager, clock, availabilityOf } = createHome();
    manager.reportAvailability("a", { status: "offline" });
    manager.driverReturned(OWNER);
    clock.advance(5_000);
    expect(availabilityOf("a")).toMatchObject({ status: "offline", reason: "reported_by_driver" });
  });
});

describe("DeviceStateManager reportAvailability", () => {
  it("takes the driver's word and its reason", () => {
    const { manager, told, clock } = createHome();
    clock.advance(1_000);
    const change = manager.reportAvailability("a", { status: "offline", reason: "no answer" });
    expect(change).toEqual({
      event: "DEVICE_AVAILABILITY",
      device_id: "a",
      availability: { status: "offline", reason: "no answer", since: T1 },
      revision: 4,
      at: T1,
    });
    expect(told).toEqual([change]);
    expect(manager.reportAvailability("a", { status: "online" })).toMatchObject({
      availability: { status: "online", reason: null },
    });
  });

  it("tells nothing when the driver says the same again", () => {
    const { manager } = createHome();
    expect(manager.reportAvailability("a", { status: "online", reason: "fine" })).toBeUndefined();
    manager.reportAvailability("a", { status: "offline" });
    expect(manager.reportAvailability("a", { status: "offline" })).toBeUndefined();
  });

  it("tells another reason for the same status, which holds since when it began", () => {
    const { manager, clock } = createHome();
    manager.reportAvailability("a", { status: "offline" });
    clock.advance(1_000);
    expect(manager.reportAvailability("a", { status: "offline", reason: "no power" })).toMatchObject({
      availability: { status: "offline", reason: "no power", since: T0 },
      at: T1,
    });
  });

  it("holds a device offline that the hub had marked so, when the driver says it too", () => {
    const { manager, availabilityOf } = createLostHome();
    manager.driverReturned(OWNER);
    manager.reportAvailability("a", { status: "offline", reason: "no answer" });
    manager.announce(OWNER, "a", LAMP);
    expect(availabilityOf("a")).toEqual({ status: "offline", reason: "no answer", since: T1 });
  });

  it("forgets the driver's word with the device", () => {
    const { manager, availabilityOf } = createHome();
    manager.reportAvailability("a", { status: "offline" });
    manager.remove("a");
    manager.announce(OWNER, "a", LAMP);
    expect(availabilityOf("a")?.status).toBe("online");
  });
});
