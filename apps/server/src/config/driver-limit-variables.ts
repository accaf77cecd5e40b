import { DEFAULT_HUB_LIMITS as DEFAULTS } from "@hos/hub";
import { Type } from "typebox";

const MAX_COUNT = 1_000_000;
const MAX_BYTES = 1024 * 1024 * 1024;
const HOUR_MS = 3_600_000;

const count = (value: number, description: string) =>
  Type.Integer({ minimum: 1, maximum: MAX_COUNT, default: value, description });
const bytes = (value: number, description: string) =>
  Type.Integer({ minimum: 1024, maximum: MAX_BYTES, default: value, description });

/** What one driver, or one address that says to be drivers, may take. The defaults are those of the hub. */
export const DRIVER_LIMIT_VARIABLES = {
  HOS_DRIVER_REGISTER_TIMEOUT_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: DEFAULTS.registerTimeoutMs,
    description: "How long a driver may take to register, milliseconds.",
  }),
  HOS_DRIVER_CONNECTIONS: count(DEFAULTS.sessions, "Open connections of drivers."),
  HOS_DRIVER_CONNECTIONS_PER_ADDRESS: count(
    DEFAULTS.connectionsPerAddress,
    "Open connections of drivers from one address; this machine has no bound.",
  ),
  HOS_DRIVER_UNREGISTERED: count(
    DEFAULTS.unregisteredSockets,
    "Connections of drivers that have not registered; the oldest makes room.",
  ),
  HOS_DRIVER_UNREGISTERED_BYTES: bytes(
    DEFAULTS.unregisteredBytes,
    "What a driver may send before it has registered, bytes.",
  ),
  HOS_DRIVER_WAITING: count(DEFAULTS.waitingSockets, "Drivers that may wait for approval at a time."),
  HOS_DRIVER_WAITING_PER_ADDRESS: count(DEFAULTS.waitingPerAddress, "Of these, from one address."),
  HOS_DRIVER_DEVICES: count(DEFAULTS.devicesPerDriver, "Devices of one driver."),
  HOS_DRIVER_STATE_MEMBERS: count(
    DEFAULTS.stateMembersPerDevice,
    "Members of state and extras of one device, in any depth.",
  ),
  HOS_DRIVER_STATE_BYTES: bytes(DEFAULTS.stateBytesPerDevice, "State and extras of one device, about, as JSON, bytes."),
  HOS_DRIVER_DESCRIPTION_BYTES: bytes(
    DEFAULTS.descriptionBytesPerDevice,
    "Target and properties of one device, about, as JSON, bytes.",
  ),
  HOS_DRIVER_DEVICE_BYTES: bytes(
    DEFAULTS.deviceBytesPerDriver,
    "State, extras, target and properties of all devices of one driver, about, as JSON, bytes.",
  ),
  HOS_DRIVER_FRAMES_PER_TURN: count(
    DEFAULTS.framesPerTurn,
    "Frames of one driver that are handled before the others have their turn.",
  ),
  HOS_DRIVER_MS_PER_TURN: count(
    DEFAULTS.msPerTurn,
    "Milliseconds that the frames of one driver may take before the others have their turn.",
  ),
  HOS_DRIVER_FRAMES_PER_SECOND: count(
    DEFAULTS.framesPerSecond,
    "Frames of one driver in a second; one that sends more is read slower. Large frames count as several.",
  ),
  HOS_DRIVER_FRAME_BURST: count(
    DEFAULTS.frameBurst,
    "Frames that a driver may send at once after a pause, such as all its devices when it registers.",
  ),
  HOS_DRIVER_FLOOD_PATIENCE_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: DEFAULTS.floodPatienceMs,
    description: "How long a driver may be slowed down before it is told `LIMIT_EXCEEDED`, milliseconds.",
  }),
  HOS_DRIVER_PAUSE_BYTES: bytes(
    DEFAULTS.pauseAboveBytes,
    "Unsent bytes to a driver at which the hub stops reading it until they are sent.",
  ),
  HOS_DRIVER_UNSENT_BYTES: bytes(DEFAULTS.outgoingBytes, "Unsent bytes to a driver at which its session is ended."),
  HOS_DRIVER_HISTORY: count(DEFAULTS.disconnectedDrivers, "Drivers that left and are remembered."),
  HOS_DRIVER_FAULTS: count(DEFAULTS.faultsPerDriver, "Rejected frames that are kept of each driver."),
  HOS_DRIVER_LOGS: count(DEFAULTS.logsPerDriver, "Log lines that are kept of each driver."),
  HOS_DRIVER_METRICS: count(DEFAULTS.metricsPerDriver, "Metrics that are kept of each driver."),
  HOS_DRIVER_REFUSALS: count(DEFAULTS.refusalSources, "Addresses of which is remembered what they were refused."),
};
