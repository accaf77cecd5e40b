import { parseHubFrame } from "@hos/protocol";
import { fixtureText, hubFrames } from "@hos/protocol/fixtures";
import { describe, expect, test } from "vitest";
import { catchProtocolError } from "./catch-protocol-error.ts";

describe("parseHubFrame", () => {
  test.each(hubFrames.filter(({ valid }) => valid))("reads: $name", (fixture) => {
    expect({ ...fixture, canonical: parseHubFrame(fixtureText(fixture)) }).toEqual(fixture);
  });

  test.each(hubFrames.filter(({ valid }) => !valid))("$name", (fixture) => {
    expect(catchProtocolError(() => parseHubFrame(fixtureText(fixture))).code).toBe("DRIVER_WS_VALIDATION_ERROR");
  });
});
