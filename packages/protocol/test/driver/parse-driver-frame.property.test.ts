import { DRIVER_EVENT_NAMES, parseDriverFrame, parseHubFrame, ProtocolError } from "@hos/protocol";
import { driverFrames, fixtureText, hubFrames } from "@hos/protocol/fixtures";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caught } from "../caught.ts";

const method = fc.constantFrom("driver.register", "driver.event", "driver.events", "driver.hello");
const data = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
const event = fc.record(
  {
    event: fc.oneof(fc.constantFrom(...DRIVER_EVENT_NAMES), fc.jsonValue()),
    device_id: fc.oneof(fc.string(), fc.jsonValue()),
    deviceId: fc.jsonValue(),
    data,
  },
  { requiredKeys: [] },
);
const params = fc.oneof(fc.jsonValue(), event, fc.record({ events: fc.oneof(fc.jsonValue(), fc.array(event)) }));
const nearFrame = fc.oneof(
  event,
  fc.record({ method, params, protocolVersion: fc.jsonValue() }, { requiredKeys: ["method"] }),
  fc.record({ ok: fc.boolean(), event: fc.constantFrom("CONNECTED", "REGISTERED", "ACTION"), data }),
);
/** A golden frame with some of its characters gone or changed. */
const damaged = fc
  .tuple(fc.constantFrom(...driverFrames, ...hubFrames), fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }))
  .map(([fixture, at, gone, put]) => {
    const text = fixtureText(fixture);
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + gone);
  });
const text = fc.oneof(
  fc.string(),
  fc.json(),
  nearFrame.map((frame) => JSON.stringify(frame)),
  damaged,
);

describe.each([
  ["parseDriverFrame", parseDriverFrame],
  ["parseHubFrame", parseHubFrame],
])("%s", (_name, parse: (text: string) => unknown) => {
  test("throws nothing but ProtocolError", () => {
    fc.assert(
      fc.property(text, (input) => {
        const error = caught(() => parse(input));
        expect(error === undefined || error instanceof ProtocolError).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
