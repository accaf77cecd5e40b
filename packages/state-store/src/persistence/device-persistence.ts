import type { PersonalSettings } from "../devices/personal-settings.ts";
import type { StoredDevice } from "./stored-device.ts";

/** What a person set for a device id, whether a device has it now or not. */
export interface StoredSettings {
  readonly id: string;
  readonly settings: PersonalSettings;
}

/** Settings to keep for an id, or to forget. */
export interface SettingsChange {
  readonly id: string;
  /** `null` forgets them; where none are stored it is passed over. */
  readonly settings: PersonalSettings | null;
}

/** Everything that {@link DevicePersistence} holds. */
export interface StoredHome {
  /** In the order in which they were first saved. */
  readonly devices: readonly StoredDevice[];
  /** In any order. */
  readonly settings: readonly StoredSettings[];
}

/**
 * Where devices survive a restart. `describeDevicePersistence` of `@hos/state-store/testing` is the suite that every
 * implementation passes.
 *
 * The store calls one method at a time and never a second before the first settled. What it hands over never changes
 * later, so that an implementation may take its time with it.
 */
export interface DevicePersistence {
  /** Everything that is stored. */
  load(): Promise<StoredHome>;
  /** Adds devices, or replaces what is stored of them as a whole; all or none. Each id occurs once. */
  save(devices: readonly StoredDevice[]): Promise<void>;
  /** Forgets devices; ids that are not stored are passed over. What people set for them stays. */
  remove(ids: readonly string[]): Promise<void>;
  /** Keeps or forgets what people set; all or none. Settles when it survives a power cut. Each id occurs once. */
  saveSettings(changes: readonly SettingsChange[]): Promise<void>;
  /** Lets go of what is open. Calling it again does nothing. */
  close(): Promise<void>;
}
