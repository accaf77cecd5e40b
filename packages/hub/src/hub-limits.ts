import { LIMITS } from "@hos/protocol";

/** Bounds of a hub towards its drivers. Sizes in bytes, times in milliseconds. */
export interface HubLimits {
  /** The largest frame that is read; a larger one closes the session with 1009. @default 1 MiB */
  readonly frameBytes: number;
  /** A socket that has not registered by then is closed with 4002. @default 10_000 */
  readonly registerTimeoutMs: number;
  /** Time between two pings; two without an answer end the session. @default 20_000 */
  readonly pingIntervalMs: number;
  /** How long the hub waits for the answer to its close frame before it cuts the connection. @default 2_000 */
  readonly closeTimeoutMs: number;
  /** Frames (events, in a bulk) of one driver that are handled in one turn of the event loop. @default 256 */
  readonly framesPerTurn: number;
  /** Milliseconds that the frames of one driver may take in one turn; one that takes longer gets half of the time at most. @default 10 */
  readonly msPerTurn: number;
  /** Frames (events, in a bulk; of more than 4 KiB, one for each 4 KiB) of one driver in a second; one that sends more is read slower. @default 10_000 */
  readonly framesPerSecond: number;
  /** Frames that a driver may send at once after a pause, such as all its devices when it registers. @default 50_000 */
  readonly frameBurst: number;
  /** A driver that has been slowed down for so long is told LIMIT_EXCEEDED, and again after as long. @default 10_000 */
  readonly floodPatienceMs: number;
  /** With more than this unsent, the hub stops reading the driver until half of it is sent. @default 256 KiB */
  readonly pauseAboveBytes: number;
  /** With more than this unsent, the driver does not read at all and its session is ended. @default 16 MiB */
  readonly outgoingBytes: number;
  /** Open sockets; one more is refused with HTTP 503. @default 4096 */
  readonly sessions: number;
  /** Open sockets of one address (of IPv6: 64 bits) other than this machine; one more is refused with HTTP 429. @default 256 */
  readonly connectionsPerAddress: number;
  /** Sockets that have not registered and do not wait for approval; the oldest is cut to make room. @default 1024 */
  readonly unregisteredSockets: number;
  /** What a socket may send before it has registered; with more it is closed with 4002. @default 64 KiB */
  readonly unregisteredBytes: number;
  /** Sockets that wait for a person's approval; one more is answered LIMIT_EXCEEDED and closed with 4002. @default 64 */
  readonly waitingSockets: number;
  /** Of these, from one address (of IPv6: 64 bits). @default 16 */
  readonly waitingPerAddress: number;
  /** Addresses of which the hub remembers what it refused them. @default 256 */
  readonly refusalSources: number;
  /** Devices of one driver instance; one more is answered LIMIT_EXCEEDED. @default 10_000 */
  readonly devicesPerDriver: number;
  /** Members of state and extras of one device, in any depth; an update that adds more is answered LIMIT_EXCEEDED. @default 10_000 */
  readonly stateMembersPerDevice: number;
  /** State and extras of one device, about, as JSON text; an update that makes them larger is answered LIMIT_EXCEEDED. @default 256 KiB */
  readonly stateBytesPerDevice: number;
  /** Target and properties of one device, likewise. @default 256 KiB */
  readonly descriptionBytesPerDevice: number;
  /** State, extras, target and properties of all devices of one driver instance, likewise. @default 64 MiB */
  readonly deviceBytesPerDriver: number;
  /** Disconnected drivers that the directory remembers; the one that left first is forgotten first. @default 1000 */
  readonly disconnectedDrivers: number;
  /** Rejected frames kept of each driver. @default 100 */
  readonly faultsPerDriver: number;
  /** Log lines kept of each driver. @default 200 */
  readonly logsPerDriver: number;
  /** Metrics (device and key) kept of each driver; the one not reported for longest goes first. @default 1000 */
  readonly metricsPerDriver: number;
}

/** The limits of a hub that was given none. */
export const DEFAULT_HUB_LIMITS: HubLimits = {
  frameBytes: LIMITS.frameBytes,
  registerTimeoutMs: LIMITS.registerTimeoutMs,
  pingIntervalMs: LIMITS.pingIntervalMs,
  closeTimeoutMs: 2_000,
  framesPerTurn: 256,
  msPerTurn: 10,
  framesPerSecond: 10_000,
  frameBurst: 50_000,
  floodPatienceMs: 10_000,
  pauseAboveBytes: 256 * 1024,
  outgoingBytes: 16 * 1024 * 1024,
  sessions: 4096,
  connectionsPerAddress: 256,
  unregisteredSockets: 1024,
  unregisteredBytes: 64 * 1024,
  waitingSockets: 64,
  waitingPerAddress: 16,
  refusalSources: 256,
  devicesPerDriver: 10_000,
  stateMembersPerDevice: 10_000,
  stateBytesPerDevice: 256 * 1024,
  descriptionBytesPerDevice: 256 * 1024,
  deviceBytesPerDriver: 64 * 1024 * 1024,
  disconnectedDrivers: 1000,
  faultsPerDriver: 100,
  logsPerDriver: 200,
  metricsPerDriver: 1000,
};
