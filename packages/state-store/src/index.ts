export { DeviceStateManager } from "./device-state-manager.ts";
export type { DeviceStateManagerOptions } from "./device-state-manager-options.ts";

// Persistence.
export type { DeviceDescription } from "./devices/device-description.ts";
export type { PersonalSettings } from "./devices/personal-settings.ts";
export type {
  DevicePersistence,
  SettingsChange,
  StoredHome,
  StoredSettings,
} from "./persistence/device-persistence.ts";
export type { WriteBacklog } from "./persistence/write-behind.ts";
export { MemoryDevicePersistence } from "./persistence/memory-device-persistence.ts";
export type { StoredDevice } from "./persistence/stored-device.ts";

// Errors.
export { isStoreError, StoreError, type StoreErrorCode, type StoreErrorOptions } from "./store-error.ts";
