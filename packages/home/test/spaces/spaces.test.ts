import { LIMITS } from "@hos/protocol";
import { StorageError } from "@hos/storage";
import { describe, expect, it } from "vitest";
import { codeOf, failureOf } from "../support/failure-of.ts";
import { HomeRig } from "../support/home-rig.ts";

describe("Spaces", () => {
  it("makes a space with a new id, a room at the end unless told otherwise", async () => {
    const { home } = await HomeRig.start();
    const kitchen = await home.spaces.save({ name: "Kitchen" });
    expect(kitchen).toEqual({ id: "n1", name: "Kitchen", kind: "room", parentId: null, icon: null, order: 0 });
    const upstairs = await home.spaces.save({ name: "Upstairs", kind: "zone", icon: "stairs" });
    expect(upstairs).toEqual({ id: "n2", name: "Upstairs", kind: "zone", parentId: null, icon: "stairs", order: 1 });
    expect(home.spaces.get("n2")).toEqual(upstairs);
    expect(home.spaces.get("n3")).toBeUndefined();
  });

  it("changes a space by its id and keeps what is not named", async () => {
    const { home } = await HomeRig.start();
    await home.spaces.save({ name: "Kitchen", icon: "pot", order: 7 });
    expect(await home.spaces.save({ id: "n1", name: "Big kitchen", icon: null })).toEqual({
      id: "n1",
      name: "Big kitchen",
      kind: "room",
      parentId: null,
      icon: null,
      order: 7,
    });
    expect(home.spaces.list()).toHaveLength(1);
  });

  it("lists by order, then by name", async () => {
    const { home } = await HomeRig.start();
    for (const [name, order] of [
      ["bath 10", 1],
      ["Bath 2", 1],
      ["Attic", 2],
      ["Hall", 0],
    ] as const) {
      await home.spaces.save({ name, order });
    }
    expect(home.spaces.list().map(({ name }) => name)).toEqual(["Hall", "Bath 2", "bath 10", "Attic"]);
  });

  it("refuses an id and a parent that are not there", async () => {
    const { home, told } = await HomeRig.start();
    expect(await codeOf(home.spaces.save({ id: "gone", name: "Kitchen" }))).toBe("NO_SPACE");
    expect(await codeOf(home.spaces.save({ name: "Kitchen", parentId: "gone" }))).toBe("NO_SPACE");
    expect(await codeOf(home.spaces.remove("gone"))).toBe("NO_SPACE");
    expect(home.spaces.list()).toEqual([]);
    expect(told).toEqual([]);
  });

  it("refuses a space inside itself, directly and over others", async () => {
    const { home } = await HomeRig.start();
    await home.spaces.save({ name: "House" });
    await home.spaces.save({ name: "Upstairs", parentId: "n1" });
    await home.spaces.save({ name: "Bath", parentId: "n2" });
    expect(await codeOf(home.spaces.save({ id: "n1", name: "House", parentId: "n1" }))).toBe("CONFLICT");
    const { code, details } = await failureOf(home.spaces.save({ id: "n1", name: "House", parentId: "n3" }));
    expect(code).toBe("CONFLICT");
    expect(details).toEqual(["parentId must not be the space itself or one that is inside it, as n3 is."]);
    expect(home.spaces.get("n1")?.parentId).toBeNull();
  });

  it("lets no circle come of two that save at the same time", async () => {
    const { home } = await HomeRig.start();
    await home.spaces.save({ name: "A" });
    await home.spaces.save({ name: "B" });
    const [first, second] = await Promise.allSettled([
      home.spaces.save({ id: "n1", name: "A", parentId: "n2" }),
      home.spaces.save({ id: "n2", name: "B", parentId: "n1" }),
    ]);
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(home.spaces.get("n2")?.parentId).toBeNull();
  });

  it("lifts the spaces in a removed one to its parent, in one write, and tells whose devices are without a space", async () => {
    const removed: string[] = [];
    const rig = await HomeRig.start({ onSpaceRemoved: (id) => void removed.push(id) });
    const { spaces } = rig.home;
    await spaces.save({ name: "House", kind: "zone" });
    await spaces.save({ name: "Upstairs", kind: "zone", parentId: "n1" });
    await spaces.save({ name: "Bath", parentId: "n2" });
    await spaces.save({ name: "Bed", parentId: "n2" });
    rig.disk.writes = 0;
    await spaces.remove("n2");
    expect(rig.disk.writes).toBe(1);
    expect(removed).toEqual(["n2"]);
    expect(spaces.list().map(({ name, parentId }) => [name, parentId])).toEqual([
      ["House", null],
      ["Bath", "n1"],
      ["Bed", "n1"],
    ]);
    await spaces.remove("n1");
    expect(spaces.list().map(({ parentId }) => parentId)).toEqual([null, null]);
  });

  it("is done with a removal although the devices could not be taken out", async () => {
    const { home } = await HomeRig.start({ onSpaceRemoved: () => Promise.reject(new Error("The disk is full.")) });
    await home.spaces.save({ name: "Kitchen" });
    await home.spaces.remove("n1");
    expect(home.spaces.list()).toEqual([]);
  });

  it("lets what hears of a removal ask the home for more", async () => {
    const rig: HomeRig = await HomeRig.start({
      onSpaceRemoved: async () => {
        await rig.home.spaces.save({ name: "Unsorted" });
      },
    });
    await rig.home.spaces.save({ name: "Kitchen" });
    await rig.home.spaces.remove("n1");
    expect(rig.home.spaces.list().map(({ name }) => name)).toEqual(["Unsorted"]);
  });

  it("changes and tells nothing where the disk is full", async () => {
    const removed: string[] = [];
    const rig = await HomeRig.start({ onSpaceRemoved: (id) => void removed.push(id) });
    await rig.home.spaces.save({ name: "Kitchen" });
    rig.disk.full = true;
    await expect(rig.home.spaces.save({ name: "Bath" })).rejects.toBeInstanceOf(StorageError);
    await expect(rig.home.spaces.remove("n1")).rejects.toBeInstanceOf(StorageError);
    expect(rig.home.spaces.list().map(({ name }) => name)).toEqual(["Kitchen"]);
    expect(removed).toEqual([]);
    expect(rig.told).toEqual(["spaces"]);
    rig.disk.full = false;
    await rig.home.spaces.save({ name: "Bath" });
    expect(rig.told).toEqual(["spaces", "spaces"]);
  });

  it("has a bound", async () => {
    const { home } = await HomeRig.start();
    for (let count = 0; count < LIMITS.spaces; count += 1) await home.spaces.save({ name: "Cell" });
    expect(await codeOf(home.spaces.save({ name: "One more" }))).toBe("CONFLICT");
    await home.spaces.save({ id: "n1", name: "Renamed" });
    await home.spaces.remove("n2");
    await home.spaces.save({ name: "One more" });
  });

  it("survives a restart", async () => {
    const rig = await HomeRig.start();
    await rig.home.spaces.save({ name: "Kitchen" });
    expect((await rig.restart()).spaces.list()).toEqual(rig.home.spaces.list());
  });
});
