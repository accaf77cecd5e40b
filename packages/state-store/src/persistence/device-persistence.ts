import type { StoredDevice } from "./stored-device.ts";

/**
 * Where devices survive a restart. `describeDevicePersistence` of `@hos/state-store/testing` is the suite that every
 * implementation passes.
 *
 * The store calls one method at a time and never a second before the first settled.
 */
export interface DevicePersistence {
  /** Every stored device, in any order. */
  load(): Promise<readonly StoredDevice[]>;
  /** Adds devices, or replaces what is stored of them as a whole; all or none. Each id occurs once. */
  save(devices: readonly StoredDevice[]): Promise<void>;
  /** Forgets devices; ids that are not stored are passed over. */
  remove(ids: readonly string[]): Promise<void>;
  /** Lets go of what is open. Calling it again does nothing. */
  close(): Promise<void>;
}
