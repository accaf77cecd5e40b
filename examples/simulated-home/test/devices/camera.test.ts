import { describe, expect, it } from "vitest";
import { Camera } from "../../src/devices/camera.ts";
import { command, pass } from "../pass.ts";

describe("Camera", () => {
  it("answers a snapshot with a picture of the moment and counts it", () => {
    const camera = new Camera();
    pass(camera, 1_000);
    expect(command(camera, "snapshot")).toMatchObject({
      takenAt: "2026-01-01T00:00:01.000Z",
      contentType: "image/svg+xml",
      data: expect.stringContaining("2026-01-01T00:00:01.000Z"),
    });
    expect(camera.state.extras.snapshots).toBe(1);
  });
});
