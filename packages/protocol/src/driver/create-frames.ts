import { DRIVER_ERROR_CODES } from "../errors/driver-error-code.ts";
import type { ProtocolError } from "../errors/protocol-error.ts";
import { PROTOCOL_VERSION } from "../protocol-version.ts";
import type { Action } from "./action.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverIdentity } from "./driver-identity.ts";
import type { ActionFrame, ConnectedFrame, DriverErrorFrame, PairedFrame, RegisteredFrame } from "./hub-frames.ts";
import type { RegisterFrame, RegisterRequest } from "./register-request.ts";

/** The greeting of the hub. */
export function createConnectedFrame(serverVersion: string): ConnectedFrame {
  return {
    ok: true,
    event: "CONNECTED",
    protocolVersion: PROTOCOL_VERSION,
    server: { name: "hos", version: serverVersion },
  };
}

/** The hub's answer to a registration. `devices` are the ids that it holds for the instance. */
export function createRegisteredFrame(
  { driverKey, instanceId }: DriverIdentity,
  sessionId: string,
  devices: readonly string[],
): RegisteredFrame {
  return {
    ok: true,
    event: "REGISTERED",
    driverKey,
    instanceId,
    protocolVersion: PROTOCOL_VERSION,
    sessionId,
    devices: [...devices],
  };
}

/** The frame that gives an approved driver its credential. */
export function createPairedFrame({ driverKey, instanceId }: DriverIdentity, token: string): PairedFrame {
  return { ok: true, event: "PAIRED", driverKey, instanceId, protocolVersion: PROTOCOL_VERSION, token };
}

/** The frame that tells a driver to wait for approval, with the code to show. */
export function createPairingRequiredFrame(pairing: { code: string; expiresAt: string }): DriverErrorFrame {
  return {
    ok: false,
    code: DRIVER_ERROR_CODES.PAIRING_REQUIRED,
    error: "A person has to approve this driver.",
    details: [`Approve it in the hub with the code ${pairing.code}, and stay connected meanwhile.`],
    protocolVersion: PROTOCOL_VERSION,
    pairing,
    ref: { event: "driver.register" },
  };
}

/** The error frame that tells a driver of `error`. */
export function createErrorFrame({ code, message, details, ref }: ProtocolError): DriverErrorFrame {
  const frame: DriverErrorFrame = {
    ok: false,
    code,
    error: message,
    details: details.map((detail) => detail.message),
    protocolVersion: PROTOCOL_VERSION,
  };
  if (ref === undefined || Object.keys(ref).length === 0) return frame;
  const { event, deviceId, requestId } = ref;
  return {
    ...frame,
    ref: {
      ...(event !== undefined && { event }),
      ...(deviceId !== undefined && { device_id: deviceId }),
      ...(requestId !== undefined && { requestId }),
    },
  };
}

/** The frame that asks a driver to act. */
export function createActionFrame({ deviceId, command, payload, requestId, timeoutMs }: Action): ActionFrame {
  return {
    event: "ACTION",
    device_id: deviceId,
    data: { deviceId, command, action: command, payload, requestId, correlationId: requestId, timeoutMs },
  };
}

/** The first frame of a driver. */
export function createRegisterFrame(request: RegisterRequest): RegisterFrame {
  return { method: "driver.register", params: request };
}

/** A driver event in its canonical wire form. */
export function createEventFrame(event: DriverEvent): { event: string; device_id?: string; data: unknown } {
  if (!("deviceId" in event)) return { event: event.event, data: event.data };
  return { event: event.event, device_id: event.deviceId, data: event.data };
}
