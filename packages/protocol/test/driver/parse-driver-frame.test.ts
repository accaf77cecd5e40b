import { inspect } from "node:util";
import { createErrorFrame, type DriverFrame, parseDriverFrame, ProtocolError } from "@hos/protocol";
import { driverFrames, fixtureText } from "@hos/protocol/fixtures";
import { describe, expect, test } from "vitest";
import { catchProtocolError } from "./catch-protocol-error.ts";

describe("parseDriverFrame", () => {
  test.each(driverFrames.filter(({ valid }) => valid))("reads: $name", (fixture) => {
    const frame = parseDriverFrame(fixtureText(fixture));
    expect({ ...fixture, canonical: withErrorFrames(frame) }).toEqual(fixture);
  });

  test.each(driverFrames.filter(({ valid }) => !valid))("$name", (fixture) => {
    const error = catchProtocolError(() => parseDriverFrame(fixtureText(fixture)));
    expect({ ...fixture, error: createErrorFrame(error) }).toEqual(fixture);
  });

  test.each([
    {
      params: { driverKey: "A1", instanceId: "a" },
      message: "protocolVersion is required for driver.register.",
      detail: "Set protocolVersion: 1.",
    },
    {
      params: { driverKey: "a", instanceId: "a", protocolVersion: 1 },
      message: "Invalid driver.register payload.",
      detail: "driverKey must match [A-Z0-9_] and be 2-64 chars.",
    },
    {
      params: { driverKey: "A1", instanceId: " ", protocolVersion: 1 },
      message: "Invalid driver.register payload.",
      detail: "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.",
    },
  ])("meets the public text exactly: $detail", ({ params, message, detail }) => {
    const error = catchProtocolError(() => parseDriverFrame(JSON.stringify({ method: "driver.register", params })));
    expect(error.code).toBe("DRIVER_WS_VALIDATION_ERROR");
    expect(error.message).toBe(message);
    expect(error.details[0]?.message).toBe(detail);
  });

  test("refuses nesting of 10,000 levels", () => {
    const deep = "[".repeat(10_000) + "]".repeat(10_000);
    const text = `{"event":"STATE_UPDATE","device_id":"a","data":{"extras":{"deep":${deep}}}}`;
    const error = catchProtocolError(() => parseDriverFrame(text));
    expect(error.details[0]?.message).toBe("data.extras.deep.0 is nested too deep; send flat fields.");
  });

  test.each([
    ['{"method":"driver.events","__proto__":{},"params":{"events":[]}}', "__proto__"],
    ['{"method":"driver.events","params":{"constructor":{},"events":[]}}', "params.constructor"],
    [`{"method":"driver.events","params":{"events":[]},"x":${"[".repeat(40)}${"]".repeat(40)}}`, "x.0.0.0"],
    ['{"method":"driver.events","params":{"events":[]},"x":1e999}', "x"],
  ])("looks at what stands around the events of a bulk, too (%#)", (text, path) => {
    const { details } = catchProtocolError(() => parseDriverFrame(text));
    expect(details[0]?.path).toBe(path);
  });

  test("refuses a bulk of more than 10,000 events", () => {
    const events = Array.from({ length: 10_001 }, () => ({}));
    const error = catchProtocolError(() =>
      parseDriverFrame(JSON.stringify({ method: "driver.events", params: { events } })),
    );
    expect(error.details[0]?.message).toBe("params.events must have at most 10000 events.");
  });

  test("leaves no trace of a key that reaches for the prototype", () => {
    catchProtocolError(() =>
      parseDriverFrame('{"event":"STATE_UPDATE","device_id":"a","data":{"__proto__":{"admin":true}}}'),
    );
    expect("admin" in {}).toBe(false);
  });

  test("keeps nothing of the text of a frame that is not JSON, which may hold a token", () => {
    const error = catchProtocolError(() => parseDriverFrame(`{"token":secret}`));
    expect(inspect(error)).not.toContain("secret");
  });
});

function withErrorFrames(frame: DriverFrame): unknown {
  if (frame.type !== "events") return frame;
  return {
    ...frame,
    events: frame.events.map((event) => (event instanceof ProtocolError ? createErrorFrame(event) : event)),
  };
}
