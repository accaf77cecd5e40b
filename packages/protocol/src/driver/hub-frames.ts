import { Type, type Static } from "typebox";
import { DriverErrorCode } from "../errors/driver-error-code.ts";
import { JsonObject } from "../json/json-value.ts";
import { PROTOCOL_VERSION } from "../protocol-version.ts";
import { LIMITS } from "../limits.ts";
import { DeviceId, DriverKey, InstanceId, Instant, RequestId } from "./fields.ts";

const Version = Type.Literal(PROTOCOL_VERSION);

/** The first frame of the hub, sent before anything else. */
export const ConnectedFrame = Type.Object({
  ok: Type.Literal(true),
  event: Type.Literal("CONNECTED"),
  protocolVersion: Version,
  server: Type.Object({ name: Type.String(), version: Type.String() }),
});
export type ConnectedFrame = Static<typeof ConnectedFrame>;

/** The hub's answer to `driver.register`: from now on events are safe to send. */
export const RegisteredFrame = Type.Object({
  ok: Type.Literal(true),
  event: Type.Literal("REGISTERED"),
  driverKey: DriverKey,
  instanceId: InstanceId,
  protocolVersion: Version,
  sessionId: Type.String(),
  devices: Type.Array(DeviceId, { description: "The ids that the hub holds for this instance." }),
});
export type RegisteredFrame = Static<typeof RegisteredFrame>;

/** A person approved a driver that waited: `token` is its credential from now on, and it may register with it. */
export const PairedFrame = Type.Object({
  ok: Type.Literal(true),
  event: Type.Literal("PAIRED"),
  driverKey: DriverKey,
  instanceId: InstanceId,
  protocolVersion: Version,
  token: Type.String({ minLength: 1, maxLength: LIMITS.tokenMax }),
});
export type PairedFrame = Static<typeof PairedFrame>;

/** What the hub did not accept, and why. */
export const DriverErrorFrame = Type.Object({
  ok: Type.Literal(false),
  code: DriverErrorCode,
  error: Type.String(),
  details: Type.Array(Type.String()),
  protocolVersion: Version,
  pairing: Type.Optional(
    Type.Object(
      { code: Type.String(), expiresAt: Instant },
      { description: "With PAIRING_REQUIRED: the code to show to a person, and until when it holds." },
    ),
  ),
  ref: Type.Optional(
    Type.Object({
      event: Type.Optional(Type.String()),
      device_id: Type.Optional(Type.String()),
      requestId: Type.Optional(Type.String()),
    }),
  ),
});
export type DriverErrorFrame = Static<typeof DriverErrorFrame>;

/** A command for one device. `deviceId`, `action` and `correlationId` repeat the members beside them. */
export const ActionFrame = Type.Object({
  event: Type.Literal("ACTION"),
  device_id: DeviceId,
  data: Type.Object({
    deviceId: DeviceId,
    command: Type.String(),
    action: Type.String(),
    payload: JsonObject,
    requestId: RequestId,
    correlationId: RequestId,
    timeoutMs: Type.Integer({ minimum: 1, description: "Milliseconds until the hub stops waiting." }),
  }),
});
export type ActionFrame = Static<typeof ActionFrame>;
