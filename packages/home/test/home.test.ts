import { describe, expect, it } from "vitest";
import { HomeRig } from "./support/home-rig.ts";

describe("Home", () => {
  it("tells of a change with the live event, once it is kept", async () => {
    const { home, events } = await HomeRig.start();
    home.onChanged(() => {
      throw new Error("A listener of another part.");
    });
    const saving = home.spaces.save({ name: "Kitchen" });
    expect(events).toEqual([]);
    await saving;
    expect(events).toEqual([{ event: "CONFIG_CHANGED", what: "spaces", at: "2026-01-01T00:00:00.000Z" }]);
  });

  it("tells nobody who left", async () => {
    const { home } = await HomeRig.start();
    const told: string[] = [];
    const leave = home.onChanged(({ what }) => told.push(what));
    leave();
    await home.spaces.save({ name: "Kitchen" });
    expect(told).toEqual([]);
  });
});
