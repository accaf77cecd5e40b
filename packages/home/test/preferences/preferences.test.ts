import { StorageError } from "@hos/storage";
import { describe, expect, it } from "vitest";
import { HomeRig } from "../support/home-rig.ts";

describe("Preferences", () => {
  it("is empty at first, and replaced as a whole", async () => {
    const rig = await HomeRig.start();
    const { preferences } = rig.home;
    expect(preferences.get()).toEqual({});
    await preferences.replace({ preferences: { theme: "dark", units: { temperature: "C" } } });
    expect(await preferences.replace({ preferences: { language: "fr" } })).toEqual({ language: "fr" });
    expect(preferences.get()).toEqual({ language: "fr" });
    expect(rig.told).toEqual(["preferences", "preferences"]);
    expect((await rig.restart()).preferences.get()).toEqual({ language: "fr" });
  });

  it("stays as it was where the disk is full", async () => {
    const rig = await HomeRig.start();
    rig.disk.full = true;
    await expect(rig.home.preferences.replace({ preferences: { a: 1 } })).rejects.toBeInstanceOf(StorageError);
    expect(rig.home.preferences.get()).toEqual({});
    expect(rig.told).toEqual([]);
  });
});
