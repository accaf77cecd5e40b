import type { HubLimits } from "@hos/hub";
import type { DRIVER_LIMIT_VARIABLES } from "./driver-limit-variables.ts";
import { type Environment, readVariable } from "./read-variable.ts";

/** Those that have a setting of another name, or none. */
type Elsewhere = "closeTimeoutMs" | "frameBytes" | "pingIntervalMs";

/** Bounds of drivers. */
export type DriverLimits = Omit<HubLimits, Elsewhere>;

/** The variable of each bound; one that is new in the hub has to be named here. */
const VARIABLES: Readonly<Record<keyof DriverLimits, keyof typeof DRIVER_LIMIT_VARIABLES>> = {
  registerTimeoutMs: "HOS_DRIVER_REGISTER_TIMEOUT_MS",
  sessions: "HOS_DRIVER_CONNECTIONS",
  connectionsPerAddress: "HOS_DRIVER_CONNECTIONS_PER_ADDRESS",
  unregisteredSockets: "HOS_DRIVER_UNREGISTERED",
  unregisteredBytes: "HOS_DRIVER_UNREGISTERED_BYTES",
  waitingSockets: "HOS_DRIVER_WAITING",
  waitingPerAddress: "HOS_DRIVER_WAITING_PER_ADDRESS",
  devicesPerDriver: "HOS_DRIVER_DEVICES",
  stateMembersPerDevice: "HOS_DRIVER_STATE_MEMBERS",
  stateBytesPerDevice: "HOS_DRIVER_STATE_BYTES",
  descriptionBytesPerDevice: "HOS_DRIVER_DESCRIPTION_BYTES",
  deviceBytesPerDriver: "HOS_DRIVER_DEVICE_BYTES",
  framesPerTurn: "HOS_DRIVER_FRAMES_PER_TURN",
  msPerTurn: "HOS_DRIVER_MS_PER_TURN",
  framesPerSecond: "HOS_DRIVER_FRAMES_PER_SECOND",
  frameBurst: "HOS_DRIVER_FRAME_BURST",
  floodPatienceMs: "HOS_DRIVER_FLOOD_PATIENCE_MS",
  pauseAboveBytes: "HOS_DRIVER_PAUSE_BYTES",
  outgoingBytes: "HOS_DRIVER_UNSENT_BYTES",
  disconnectedDrivers: "HOS_DRIVER_HISTORY",
  faultsPerDriver: "HOS_DRIVER_FAULTS",
  logsPerDriver: "HOS_DRIVER_LOGS",
  metricsPerDriver: "HOS_DRIVER_METRICS",
  refusalSources: "HOS_DRIVER_REFUSALS",
};

/** Reads the bounds of drivers. @throws {ConfigError} */
export function readDriverLimits(env: Environment): DriverLimits {
  const limits = Object.entries(VARIABLES).map(([name, variable]) => [name, readVariable(env, variable)] as const);
  // Every member of the type is a member of the table.
  return Object.fromEntries(limits) as unknown as DriverLimits;
}
