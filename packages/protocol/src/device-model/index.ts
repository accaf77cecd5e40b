// The device record.
export { Availability, AVAILABILITY_REASONS, AvailabilityStatus } from "./availability.ts";
export { DeviceProperties } from "./device-properties.ts";
export { DeviceRecord } from "./device-record.ts";
export { DeviceState, Extras } from "./device-state.ts";
export { DeviceTarget } from "./device-target.ts";
export { isJsonEqual, mergeExtras, mergeState, type MutableJsonObject } from "./merge.ts";

// Commands.
export {
  type CommandCatalogue,
  type CommandFault,
  isCommandFault,
  type ResolvedCommand,
  showsExpectedState,
} from "./catalogue/command-catalogue.ts";
export { concealAll, CONCEALED } from "./catalogue/concealed.ts";
export { CommandDescriptor } from "./catalogue/command-descriptor.ts";
export { createCommandCatalogue } from "./catalogue/create-command-catalogue.ts";

// Known device types.
export type { DeviceDomain, DeviceTypeModel } from "./domains/device-domain.ts";
export { DEVICE_DOMAINS, deviceTypeModelOf, domainOf } from "./domains/device-domains.ts";
export { findStateFault } from "./domains/find-state-fault.ts";
