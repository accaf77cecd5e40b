import { describe, expect, it } from "vitest";
import { encodeEngineFrames } from "../../../src/live/socket/encode-engine-frames.ts";
import { decodeEngineFrames } from "../../support/decode-wire.ts";

const packet = (length: number) => `2["X",${JSON.stringify("ü".repeat(length))}]`;

describe("encodeEngineFrames", () => {
  it.each([0, 1, 50, 56, 57, 58, 200, 32_750, 32_765, 40_000])("frames a text of %i two-byte characters", (length) => {
    const frames = encodeEngineFrames([packet(length), packet(0), packet(length)]);
    expect(decodeEngineFrames(frames).map(({ data }) => data)).toEqual(["ü".repeat(length), "", "ü".repeat(length)]);
  });

  it("makes nothing of nothing", () => {
    expect(encodeEngineFrames([])).toHaveLength(0);
  });
});
