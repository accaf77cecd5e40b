export { Availability, AVAILABILITY_REASONS, AvailabilityStatus } from "./availability.ts";
export {
  type CommandCatalogue,
  type CommandFault,
  isCommandFault,
  type ResolvedCommand,
  showsExpectedState,
} from "./command-catalogue.ts";
export { CommandDescriptor } from "./command-descriptor.ts";
export { DeviceProperties } from "./device-properties.ts";
export { DeviceRecord } from "./device-record.ts";
export { DeviceState, Extras } from "./device-state.ts";
export { DeviceTarget } from "./device-target.ts";
export { isJsonEqual, mergeExtras, mergeState, type MutableJsonObject } from "./merge.ts";
