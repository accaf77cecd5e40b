import type { LiveFilter } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { ChangeFold } from "../../../src/live/conflation/change-fold.ts";
import { collectFold } from "../../../src/live/conflation/collect-fold.ts";
import { LiveView } from "../../../src/live/live-view.ts";
import { createHome } from "../../support/home.ts";

/** A home whose every change is folded from the moment at which `begin` is called. */
function createFoldedHome(narrowing: { filter?: LiveFilter; confined?: boolean } = {}) {
  const home = createHome();
  const { devices } = home;
  let fold = new ChangeFold(0);
  let view: LiveView | undefined;
  let since = 0;
  devices.onChange((change) => {
    fold.add(change);
    view?.select([change]);
  });
  return {
    ...home,
    begin: () => {
      since = devices.revision;
      fold = new ChangeFold(since);
      const sees = narrowing.confined === true ? () => true : undefined;
      view = LiveView.of({ filter: narrowing.filter, sees }, devices.list());
    },
    collect: (after = since) => collectFold(fold, { since: after, view, find: (id) => devices.get(id) }),
  };
}

describe("collectFold", () => {
  it("tells of each device the newest of every field that changed", () => {
    const { announce, devices, begin, collect } = createFoldedHome();
    for (const id of ["a", "b", "c"]) announce(id);
    devices.applyState("a", { power: true, level: 1, hue: 7 });
    begin();
    for (const level of [2, 3, 4]) devices.applyState("a", { level });
    devices.applyState("b", { power: true });
    devices.applyState("a", { power: false });
    expect(collect()).toMatchObject([
      { event: "STATE_UPDATE", device_id: "b", data: { power: true }, revision: 8 },
      { event: "STATE_UPDATE", device_id: "a", data: { power: false, level: 4 }, revision: 9 },
    ]);
    expect(collect()?.[1]).not.toHaveProperty("data.hue");
  });

  it("serves clients that stopped at different revisions", () => {
    const { announce, devices, begin, collect } = createFoldedHome();
    announce("a");
    begin();
    devices.applyState("a", { level: 1 });
    const later = devices.revision;
    devices.applyState("a", { hue: 2 });
    expect(collect()).toMatchObject([{ data: { level: 1, hue: 2 } }]);
    expect(collect(later)).toMatchObject([{ data: { hue: 2 } }]);
    expect(collect(devices.revision)).toEqual([]);
  });

  it("tells a device as a whole whose extras changed, since patches of extras do not fold", () => {
    const { announce, devices, begin, collect } = createFoldedHome();
    announce("a");
    devices.applyState("a", { extras: { room: { id: 1, old: true } } });
    begin();
    devices.applyState("a", { extras: { room: 5 } });
    devices.applyState("a", { extras: { room: { id: 2 } } });
    expect(collect()).toMatchObject([
      { event: "DEVICE_UPDATED", device_id: "a", device: { extras: { room: { id: 2 } } }, revision: 4 },
    ]);
    expect(collect()?.[0]).not.toHaveProperty("device.extras.room.old");
  });

  it("tells availability apart from state, each with its own revision", () => {
    const { announce, devices, begin, collect } = createFoldedHome();
    announce("a");
    begin();
    devices.applyState("a", { level: 1 });
    devices.reportAvailability("a", { status: "offline", reason: "battery" });
    expect(collect()).toMatchObject([
      { event: "STATE_UPDATE", revision: 2 },
      { event: "DEVICE_AVAILABILITY", revision: 3, availability: { status: "offline", reason: "battery" } },
    ]);
  });

  it("tells of what came, what changed its record and what is gone", () => {
    const { announce, devices, begin, collect } = createFoldedHome();
    for (const id of ["a", "b", "c"]) announce(id);
    begin();
    announce("d");
    devices.setSettings("a", { name: "Other" });
    devices.remove("b");
    devices.remove("c");
    announce("c");
    announce("e");
    devices.remove("e");
    expect(collect()).toMatchObject([
      { event: "DEVICE_DISCOVERED", device_id: "d" },
      { event: "DEVICE_UPDATED", device_id: "a", device: { name: "Other" } },
      { event: "DEVICE_REMOVED", device_id: "b" },
      { event: "DEVICE_DISCOVERED", device_id: "c" },
      { event: "DEVICE_REMOVED", device_id: "e" },
    ]);
  });

  it("tells what came into a view and what left it, and nothing of what stayed outside", () => {
    const { announce, devices, begin, collect } = createFoldedHome({ filter: { tags: ["x"] } });
    announce("in", { tags: ["x"] });
    announce("leaves", { tags: ["x"] });
    announce("comes");
    announce("out");
    begin();
    for (const id of ["in", "leaves", "comes", "out"]) devices.applyState(id, { level: 1 });
    devices.update("leaves", { tags: [] });
    devices.update("comes", { tags: ["x"] });
    expect(collect()).toMatchObject([
      { event: "STATE_UPDATE", device_id: "in" },
      { event: "DEVICE_REMOVED", device_id: "leaves" },
      { event: "DEVICE_DISCOVERED", device_id: "comes", device: { state: { level: 1 } } },
    ]);
  });

  it("gives the state alone to a client that asked for nothing else", () => {
    const { announce, devices, begin, collect } = createFoldedHome({ filter: { events: ["STATE_UPDATE"] } });
    announce("a");
    begin();
    devices.applyState("a", { level: 1, extras: { rssi: 5 } });
    devices.reportAvailability("a", { status: "offline" });
    devices.setSettings("a", { name: "Other" });
    expect(collect()).toMatchObject([{ event: "STATE_UPDATE", data: { level: 1 }, extras: { rssi: 5 } }]);
  });

  it("does not tell a confined client of a device that may never have been its own", () => {
    const { announce, devices, begin, collect } = createFoldedHome({ confined: true });
    announce("a");
    begin();
    devices.remove("a");
    expect(collect()).toBeUndefined();
  });
});
