import type { DeviceChange, LiveEvent, LiveFilter } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { LiveView } from "../../src/live/live-view.ts";
import { AT, createHome } from "../support/home.ts";

function record(change: DeviceChange | undefined): DeviceChange {
  if (change === undefined) throw new Error("Nothing changed.");
  return change;
}

function createView(filter: LiveFilter) {
  const home = createHome();
  home.announce("in", { tags: ["x"] });
  home.announce("out", { tags: ["y"] });
  const view = new LiveView({ filter }, home.devices.list());
  const select = (...changes: (LiveEvent | undefined)[]) =>
    view.select(changes.filter((change) => change !== undefined));
  return { ...home, view, select };
}

const requested = (deviceId: string): LiveEvent => ({
  event: "ACTION_REQUESTED",
  device_id: deviceId,
  commandId: "1",
  command: "turn_on",
  at: AT,
  payload: {},
});
const connected = (driverKey: string): LiveEvent => ({
  event: "DRIVER_CONNECTED",
  driverKey,
  instanceId: "demo-1",
  name: null,
  at: AT,
});

describe("LiveView", () => {
  it("shows state and availability of the devices inside only", () => {
    const { devices, select } = createView({ tags: ["x"] });
    const shown = select(
      devices.applyState("in", { power: true }),
      devices.applyState("out", { power: true }),
      devices.reportAvailability("in", { status: "offline" }),
      devices.reportAvailability("out", { status: "offline" }),
    );
    expect(shown.map((event) => "device_id" in event && [event.event, event.device_id])).toEqual([
      ["STATE_UPDATE", "in"],
      ["DEVICE_AVAILABILITY", "in"],
    ]);
  });

  it("tells a device that comes in as DEVICE_DISCOVERED with its whole record", () => {
    const { devices, select } = createView({ tags: ["x"] });
    devices.applyState("out", { power: true });
    const [event, state] = select(devices.update("out", { tags: ["x"] }), devices.applyState("out", { power: false }));
    expect(event).toMatchObject({
      event: "DEVICE_DISCOVERED",
      device_id: "out",
      revision: 4,
      device: { state: { power: true } },
    });
    expect(state).toMatchObject({ event: "STATE_UPDATE", device_id: "out" });
  });

  it("tells a device that leaves as DEVICE_REMOVED, and nothing of it after", () => {
    const { devices, select } = createView({ tags: ["x"] });
    const shown = select(
      devices.update("in", { tags: [] }),
      devices.applyState("in", { power: true }),
      devices.remove("in"),
    );
    expect(shown).toEqual([{ event: "DEVICE_REMOVED", device_id: "in", revision: 3, at: AT }]);
  });

  it("passes a change of a record that stays inside as it is", () => {
    const { devices, select } = createView({ tags: ["x"] });
    const change = record(devices.update("in", { name: "Other" }));
    expect(select(change)).toEqual([change]);
  });

  it("says nothing of a device that is new, changes and goes outside", () => {
    const { announce, devices, select } = createView({ tags: ["x"] });
    expect(
      select(announce("new", { tags: ["y"] }), devices.update("new", { name: "N" }), devices.remove("new")),
    ).toEqual([]);
  });

  it("follows what a person changes: the space of a device", () => {
    const { devices, select } = createView({ spaces: ["hall"] });
    expect(select(devices.setSettings("in", { spaceId: "hall" }))).toMatchObject([{ event: "DEVICE_DISCOVERED" }]);
    expect(select(devices.setSettings("in", { spaceId: null }))).toMatchObject([{ event: "DEVICE_REMOVED" }]);
  });

  it("shows commands of the devices inside only", () => {
    const { select } = createView({ devices: ["in"] });
    expect(select(requested("in"), requested("out"))).toEqual([requested("in")]);
  });

  it("tells how the commands of a device end that is removed, and nothing of it in a later turn", () => {
    const { devices, select } = createView({ tags: ["x"] });
    const removed = select(devices.remove("in"), requested("in"), devices.remove("out"), requested("out"));
    expect(removed).toMatchObject([
      { event: "DEVICE_REMOVED", device_id: "in" },
      { event: "ACTION_REQUESTED", device_id: "in" },
    ]);
    expect(select(requested("in"))).toEqual([]);
  });

  it("shows the drivers that are named, and none where the filter is about devices", () => {
    expect(createView({ drivers: ["DEMO"] }).select(connected("DEMO"), connected("OTHER"))).toEqual([
      connected("DEMO"),
    ]);
    expect(createView({ tags: ["x"] }).select(connected("DEMO"))).toEqual([]);
    expect(createView({ events: ["DRIVER_CONNECTED"] }).select(connected("DEMO"))).toEqual([connected("DEMO")]);
  });

  it("narrows to the named events, by the name under which they are told", () => {
    const { devices, select } = createView({ tags: ["x"], events: ["DEVICE_REMOVED"] });
    const shown = select(devices.applyState("in", { power: true }), devices.update("in", { tags: [] }));
    expect(shown).toMatchObject([{ event: "DEVICE_REMOVED", device_id: "in" }]);
  });

  it("lets nothing through for an empty member", () => {
    const { devices, select, view } = createView({ devices: [] });
    expect(view.list(devices.list())).toEqual([]);
    expect(select(devices.applyState("in", { power: true }))).toEqual([]);
  });

  it("replays a device that came in meanwhile as discovered, without the changes from before that", () => {
    const { devices, view } = createView({ tags: ["x"] });
    const missed = [
      devices.applyState("out", { power: true }),
      devices.update("out", { tags: ["x"] }),
      devices.applyState("out", { power: false }),
    ].map(record);
    view.select(missed);
    expect(view.replay(missed)?.map((event) => event.event)).toEqual(["DEVICE_DISCOVERED", "STATE_UPDATE"]);
  });

  it("replays a device that left or went meanwhile as removed", () => {
    const { devices, view } = createView({ tags: ["x"] });
    const missed = [devices.update("in", { tags: [] }), devices.remove("out")].map(record);
    view.select(missed);
    expect(view.replay(missed)).toMatchObject([
      { event: "DEVICE_REMOVED", device_id: "in" },
      { event: "DEVICE_REMOVED", device_id: "out" },
    ]);
  });

  it("does not let a replay change what the view shows from now on", () => {
    const { devices, select, view } = createView({ tags: ["x"] });
    view.replay([record(devices.update("in", { tags: [] }))]);
    expect(select(devices.applyState("in", { power: true }))).toHaveLength(1);
  });
});
