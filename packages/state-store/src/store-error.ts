import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";

/** Why the state store refused. */
export type StoreErrorCode =
  /** The device id belongs to another driver instance, connected or not. */
  | "DEVICE_CONFLICT"
  /** No device has this id. */
  | "DEVICE_NOT_FOUND"
  /** Persistence could not be read; nothing was loaded. */
  | "LOAD_FAILED"
  /** Persistence did not take a batch. The data stay waiting and are tried again. */
  | "SAVE_FAILED"
  /** `start()` came after the first change. */
  | "STARTED_LATE"
  /** The store is closed; it can be read, not changed. */
  | "STORE_CLOSED";

/** Members of a {@link StoreError} besides code and message. */
export interface StoreErrorOptions {
  readonly deviceId?: string;
  /** Whom the device belongs to. */
  readonly owner?: DriverIdentity;
  readonly cause?: unknown;
}

/** What the state store throws for itself. It is local; the hub turns it into a wire error where a driver caused it. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  readonly deviceId: string | undefined;
  /** With DEVICE_CONFLICT: the instance that owns the device. */
  readonly owner: DriverIdentity | undefined;

  constructor(code: StoreErrorCode, message: string, options: StoreErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.deviceId = options.deviceId;
    this.owner = options.owner;
  }

  /** DEVICE_CONFLICT, naming the owner. */
  static conflict(deviceId: string, owner: DriverIdentity): StoreError {
    const message = `Device "${deviceId}" belongs to ${formatDriverIdentity(owner)}; use another id, or remove it there first.`;
    return new StoreError("DEVICE_CONFLICT", message, { deviceId, owner });
  }

  /** DEVICE_NOT_FOUND. */
  static notFound(deviceId: string): StoreError {
    return new StoreError("DEVICE_NOT_FOUND", `Device "${deviceId}" is not known; announce it first.`, { deviceId });
  }

  /** STORE_CLOSED. */
  static closed(): StoreError {
    return new StoreError("STORE_CLOSED", "The state store is closed; make a new one.");
  }
}

/** Whether `value` is a {@link StoreError}. */
export function isStoreError(value: unknown): value is StoreError {
  return value instanceof StoreError;
}
