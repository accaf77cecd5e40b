import {
  DRIVER_ERROR_CODES,
  type DriverIdentity,
  type ErrorRef,
  formatDriverIdentity,
  ProtocolError,
} from "@hos/protocol";
import { createFrameError } from "./frame-error.ts";

const REGISTER: ErrorRef = { event: "driver.register" };

/** A binary frame came. */
export function binaryFrame(): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame.", {
    detail: "The frame must be a text frame; send JSON as text.",
  });
}

/** A frame came before the registration. */
export function notRegistered(ref: ErrorRef): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.NOT_REGISTERED, "The driver is not registered.", {
    detail: "Send driver.register first and wait for REGISTERED.",
    ref,
  });
}

/** A frame came while the driver waits for a person's approval. */
export function stillWaiting(driver: DriverIdentity, ref: ErrorRef): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.NOT_REGISTERED, "The driver waits for a person's approval.", {
    detail: `Wait for PAIRED, which follows when ${formatDriverIdentity(driver)} is approved; then register with its token.`,
    ref,
  });
}

/** A second registration on one socket. */
export function alreadyRegistered(): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.ALREADY_REGISTERED, "The driver is already registered.", {
    detail: "Send driver.register once; open a new connection to register anew.",
    ref: REGISTER,
  });
}

/** The driver is not let in, or is put out. @param registering whether it is the answer to a registration. */
export function unauthorized(reason: string, registering: boolean): ProtocolError {
  return new ProtocolError(DRIVER_ERROR_CODES.UNAUTHORIZED, reason, registering ? { ref: REGISTER } : {});
}

/** There is no room for the driver now. */
export function noRoom(reason: string): ProtocolError {
  return new ProtocolError(DRIVER_ERROR_CODES.LIMIT_EXCEEDED, reason, { ref: REGISTER });
}

/** The driver has been faster than it may be for long. Nothing of it was dropped. */
export function tooFast(framesPerSecond: number): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.LIMIT_EXCEEDED, "The driver sends too fast, and is slowed down.", {
    detail: `Send only what changed; ${framesPerSecond} frames a second are read, of more than 4 KiB as several.`,
  });
}

/** The socket sent more than one that is not registered may. */
export function tooMuchBeforeRegistration(bytes: number): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.LIMIT_EXCEEDED, "The driver sent too much before it registered.", {
    detail: `Send driver.register and nothing else before REGISTERED; ${bytes} bytes are taken until then.`,
  });
}
