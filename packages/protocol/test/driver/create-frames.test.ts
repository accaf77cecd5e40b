import {
  createActionFrame,
  createConnectedFrame,
  createErrorFrame,
  createEventFrame,
  createRegisteredFrame,
  createRegisterFrame,
  DRIVER_ERROR_CODES,
  parseDriverFrame,
  parseHubFrame,
  ProtocolError,
} from "@hos/protocol";
import { driverFrames } from "@hos/protocol/fixtures";
import { describe, expect, test } from "vitest";

const canonicalFrames = driverFrames.flatMap((fixture) => (fixture.valid ? [fixture.canonical] : []));

describe("createEventFrame", () => {
  test.each(canonicalFrames.filter((frame) => frame.type === "event"))(
    "is read back as the same event: $event.event",
    (frame) => {
      expect(parseDriverFrame(JSON.stringify(createEventFrame(frame.event)))).toEqual(frame);
    },
  );

  test("leaves device_id out of an event about the driver", () => {
    expect(createEventFrame({ event: "DRIVER_STATUS", data: { status: "ok" } })).toEqual({
      event: "DRIVER_STATUS",
      data: { status: "ok" },
    });
  });
});

describe("createRegisterFrame", () => {
  test.each(canonicalFrames.filter((frame) => frame.type === "register"))(
    "is read back as the same request",
    (frame) => {
      expect(parseDriverFrame(JSON.stringify(createRegisterFrame(frame.request)))).toEqual(frame);
    },
  );
});

describe("frames of the hub", () => {
  test("CONNECTED carries the version of protocol and server", () => {
    expect(createConnectedFrame("1.0.0")).toEqual({
      ok: true,
      event: "CONNECTED",
      protocolVersion: 1,
      server: { name: "hos", version: "1.0.0" },
    });
  });

  test("REGISTERED repeats who registered and lists its devices", () => {
    const frame = createRegisteredFrame({ driverKey: "A1", instanceId: "a" }, "s1", ["light-1"]);
    expect(parseHubFrame(JSON.stringify(frame))).toEqual({ type: "registered", frame });
    expect(frame).toMatchObject({ driverKey: "A1", instanceId: "a", sessionId: "s1", devices: ["light-1"] });
  });

  test("ACTION repeats its members for drivers that read the other spelling", () => {
    const action = { deviceId: "light-1", command: "turn_on", payload: {}, requestId: "r1", timeoutMs: 5000 };
    const frame = createActionFrame(action);
    expect(frame).toEqual({
      event: "ACTION",
      device_id: "light-1",
      data: { ...action, action: "turn_on", correlationId: "r1" },
    });
    expect(parseHubFrame(JSON.stringify(frame))).toEqual({ type: "action", action });
  });

  test("an error names the frame at fault in the spelling of the wire", () => {
    const error = new ProtocolError(DRIVER_ERROR_CODES.INTERNAL, "The hub failed.", {
      details: [{ path: "", message: "Try again." }],
      ref: { event: "ACTION_RESULT", deviceId: "light-1", requestId: "r1" },
    });
    expect(createErrorFrame(error)).toEqual({
      ok: false,
      code: "DRIVER_WS_INTERNAL",
      error: "The hub failed.",
      details: ["Try again."],
      protocolVersion: 1,
      ref: { event: "ACTION_RESULT", device_id: "light-1", requestId: "r1" },
    });
  });

  test("an error that can name nothing has no ref", () => {
    expect(createErrorFrame(new ProtocolError(DRIVER_ERROR_CODES.INTERNAL, "?", { ref: {} }))).not.toHaveProperty(
      "ref",
    );
  });
});
