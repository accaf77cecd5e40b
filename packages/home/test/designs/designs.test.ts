import { LIMITS } from "@hos/protocol";
import { describe, expect, it } from "vitest";
import { codeOf } from "../support/failure-of.ts";
import { HomeRig } from "../support/home-rig.ts";

describe("Designs", () => {
  it("come with the hub, the first selected", async () => {
    const { home } = await HomeRig.start();
    const { profiles, selectedId } = home.designs.list();
    expect(profiles.map(({ id, builtIn }) => [id, builtIn])).toEqual([
      ["hos-light", true],
      ["hos-dark", true],
    ]);
    expect(selectedId).toBe("hos-light");
    expect(home.designs.selected()).toBe(profiles[0]);
  });

  it("keeps those that people made, and which one is selected", async () => {
    const rig = await HomeRig.start();
    const { designs } = rig.home;
    const profile = { id: "n1", name: "Sea", design: { accent: "#0088AA" }, builtIn: false };
    expect(await designs.save({ name: "Sea", design: { accent: "#0088AA" } })).toEqual(profile);
    expect(await designs.select({ id: "n1" })).toEqual(profile);
    const changed = { ...profile, name: "Lake", design: {} };
    expect(await designs.save({ id: "n1", name: "Lake", design: {} })).toEqual(changed);
    expect(rig.told).toEqual(["designs", "designs", "designs"]);
    for (const home of [rig.home, await rig.restart()]) {
      expect(home.designs.selected()).toEqual(changed);
      expect(home.designs.list().profiles).toHaveLength(3);
    }
  });

  it("goes back to the first of the hub when the selected one is removed", async () => {
    const rig = await HomeRig.start();
    const { designs } = rig.home;
    await designs.save({ name: "Sea", design: {} });
    await designs.select({ id: "n1" });
    await designs.remove("n1");
    expect(designs.list().selectedId).toBe("hos-light");
    await designs.select({ id: "hos-dark" });
    await designs.save({ name: "Lake", design: {} });
    await designs.remove("n2");
    expect(designs.list().selectedId).toBe("hos-dark");
  });

  it("leaves those of the hub as they are", async () => {
    const { home, told } = await HomeRig.start();
    expect(await codeOf(home.designs.save({ id: "hos-dark", name: "Mine", design: {} }))).toBe("CONFLICT");
    expect(await codeOf(home.designs.remove("hos-dark"))).toBe("CONFLICT");
    expect(told).toEqual([]);
  });

  it("refuses an id that is not there", async () => {
    const { home } = await HomeRig.start();
    expect(await codeOf(home.designs.save({ id: "gone", name: "Sea", design: {} }))).toBe("NO_DESIGN_PROFILE");
    expect(await codeOf(home.designs.select({ id: "gone" }))).toBe("NO_DESIGN_PROFILE");
    expect(await codeOf(home.designs.remove("gone"))).toBe("NO_DESIGN_PROFILE");
  });

  it("has a bound", async () => {
    const { home } = await HomeRig.start();
    for (let count = 0; count < LIMITS.designProfiles; count += 1) await home.designs.save({ name: "One", design: {} });
    expect(await codeOf(home.designs.save({ name: "One more", design: {} }))).toBe("CONFLICT");
  });
});
