import { describe, expect, it } from "vitest";
import { Cover } from "../../src/devices/cover.ts";
import { command, pass } from "../pass.ts";

describe("Cover", () => {
  it("takes its time to open and to close", () => {
    const cover = new Cover("blind", 4_000);
    command(cover, "open");
    pass(cover, 1_000);
    expect(cover.state).toEqual({ position: 25, moving: "opening" });
    pass(cover, 3_000);
    expect(cover.state).toEqual({ position: 100, moving: "stopped" });
    command(cover, "close");
    pass(cover, 2_000);
    expect(cover.state).toEqual({ position: 50, moving: "closing" });
  });

  it("stops on the way", () => {
    const cover = new Cover("garage_door", 10_000);
    command(cover, "open");
    pass(cover, 3_000);
    command(cover, "stop");
    pass(cover, 3_000);
    expect(cover.state).toEqual({ position: 30, moving: "stopped" });
  });

  it("goes to a position", () => {
    const cover = new Cover("cover", 4_000);
    command(cover, "set_position", { position: 12.5 });
    pass(cover, 4_000);
    expect(cover.state).toEqual({ position: 12.5, moving: "stopped" });
  });
});
