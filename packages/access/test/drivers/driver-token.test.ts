import { describe, expect, it } from "vitest";
import { createGate } from "./create-gate.ts";

const ADMITTED = { type: "admitted" };
const REFUSED = { type: "refused" };

describe("a token", () => {
  it("of which the hub knows nothing is as good as none", async () => {
    const { ask } = await createGate();
    const token = "hosd_01JD8Z3V7Q2M4N6P8R0T2V4X6Z_2FQK7ZC9MXW4TREH6NAGJB3SYPD8QK2FHC7XMZWT";
    expect(ask({ token })).toMatchObject({ type: "pairing" });
    expect(ask({ token, address: "127.0.0.1" })).toEqual(ADMITTED);
  });

  it.each(["", "guess", "hosd_x_y", "hos_01J_AAAA", "x".repeat(10_000)])(
    "that is none (%j) is refused",
    async (token) => {
      const { ask, pair } = await createGate();
      await pair();
      expect(ask({ token })).toMatchObject(REFUSED);
      expect(ask({ token, address: "127.0.0.1" })).toMatchObject(REFUSED);
    },
  );
});
