import { parseLiveHandshake } from "@hos/protocol/live";
import { describe, expect, test } from "vitest";
import { catchApiFailure } from "../rest/catch-api-failure.ts";

describe("parseLiveHandshake", () => {
  test("takes none for an empty one", () => {
    expect(parseLiveHandshake(undefined)).toEqual({});
    expect(parseLiveHandshake(null)).toEqual({});
  });

  test("reads every member", () => {
    const handshake = {
      token: "hos_secret",
      since: "01J:7",
      coalesce: true,
      filter: {
        devices: ["light-1"],
        types: ["light"],
        drivers: ["MY_DRIVER"],
        tags: ["a"],
        spaces: ["s"],
        events: ["STATE_UPDATE"],
      },
    };
    expect(parseLiveHandshake(handshake)).toEqual(handshake);
  });

  test("passes over members that it does not know, in a filter too", () => {
    const filter = { devices: ["light-1"], filter: { devices: [] }, toString: 7 };
    expect(parseLiveHandshake({ filter }).filter).toEqual({ devices: ["light-1"] });
  });

  test.each([
    [5, "The value must be an object."],
    [{ coalesce: "yes" }, "coalesce must be a boolean."],
    [{ filter: { devices: "light-1" } }, "filter.devices must be an array."],
    [{ filter: { tags: ["x".repeat(65)] } }, "filter.tags.0 must have at most 64 characters."],
    [{ filter: { spaces: ["x".repeat(129)] } }, "filter.spaces.0 must have at most 128 characters."],
    [{ since: 7 }, "since must be a string."],
  ])("refuses %j", (input, detail) => {
    const failure = catchApiFailure(() => parseLiveHandshake(input));
    expect(failure).toMatchObject({ code: "INVALID_REQUEST", message: "Invalid live handshake.", details: [detail] });
  });

  test("names the events where a filter has an unknown one", () => {
    const failure = catchApiFailure(() => parseLiveHandshake({ filter: { events: ["NOPE"] } }));
    expect(failure.details[0]).toMatch(/^filter\.events\.0 must be one of "STATE_UPDATE"/);
  });
});
