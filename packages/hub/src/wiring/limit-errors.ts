import { DRIVER_ERROR_CODES, type ProtocolError } from "@hos/protocol";
import { createFrameError } from "../session/frame-error.ts";

const { LIMIT_EXCEEDED } = DRIVER_ERROR_CODES;

/** One more device than a driver may have. */
export function tooManyDevices(devices: number): ProtocolError {
  return createFrameError(LIMIT_EXCEEDED, "This driver has too many devices.", {
    detail: `Remove devices, or spread them over several instances: one may have ${devices}.`,
    path: "device_id",
  });
}

/** State and extras of a device would have too many members. */
export function tooManyMembers(deviceId: string, members: number): ProtocolError {
  return createFrameError(LIMIT_EXCEEDED, `The state of device "${deviceId}" has too many members.`, {
    detail: `data must use the same names again; state and extras of a device may have ${members} members.`,
    path: "data",
  });
}

/** State and extras of a device would be too large. */
export function stateTooLarge(deviceId: string, bytes: number): ProtocolError {
  return createFrameError(LIMIT_EXCEEDED, `The state of device "${deviceId}" is too large.`, {
    detail: `data must be smaller; state and extras of a device may have about ${bytes} bytes of JSON.`,
    path: "data",
  });
}

/** What is said of a device would be too large. */
export function descriptionTooLarge(deviceId: string, bytes: number): ProtocolError {
  return createFrameError(LIMIT_EXCEEDED, `The description of device "${deviceId}" is too large.`, {
    detail: `data must be smaller; target and properties of a device may have about ${bytes} bytes of JSON.`,
    path: "data",
  });
}

/** All devices of a driver together would be too large. */
export function driverTooLarge(bytes: number): ProtocolError {
  return createFrameError(LIMIT_EXCEEDED, "The devices of this driver are too large.", {
    detail: `data must be smaller; all devices of a driver together may have about ${bytes} bytes of JSON.`,
    path: "data",
  });
}
