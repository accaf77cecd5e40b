import { describe, expect, it } from "vitest";
import { Flapping } from "../src/flapping.ts";

function createHome() {
  const events: string[] = [];
  const home = {
    deviceIds: ["a", "b"],
    connect: () => void events.push("connect"),
    disconnect: async () => void events.push("disconnect"),
    setOnline: (deviceId: string, online: boolean) => void events.push(`${deviceId} ${online ? "online" : "offline"}`),
  };
  return { home, events };
}

/** A tick of a quarter of a second in which the dice show these numbers, one after the other. */
function createTick(...dice: number[]) {
  return { now: 0, elapsedMs: 250, random: () => dice.shift() ?? 0.999 };
}

describe("Flapping", () => {
  it("takes the driver away and brings it back", () => {
    const { home, events } = createHome();
    const flapping = new Flapping(home);
    flapping.tick(createTick(0, 0.1, 0.1));
    for (let tick = 0; tick < 3; tick += 1) flapping.tick(createTick());
    expect(events).toEqual(["disconnect"]);
    flapping.tick(createTick());
    expect(events).toEqual(["disconnect", "connect"]);
  });

  it("takes a device offline and brings it back", () => {
    const { home, events } = createHome();
    const flapping = new Flapping(home);
    flapping.tick(createTick(0, 0.9, 0.6, 0));
    flapping.tick(createTick());
    expect(events).toEqual(["b offline", "b online"]);
  });

  it("mostly does nothing", () => {
    const { home, events } = createHome();
    const flapping = new Flapping(home);
    for (let tick = 0; tick < 1_000; tick += 1) flapping.tick(createTick());
    expect(events).toEqual([]);
  });
});
