// The hub.
export { createHub } from "./create-hub.ts";
export { Hub } from "./hub.ts";
export type { HubOptions } from "./hub-options.ts";
export { DEFAULT_HUB_LIMITS, type HubLimits } from "./hub-limits.ts";

// Its parts.
export { ProtocolHub } from "./events/protocol-hub.ts";
export type { FrameRejected, HubEvents, SessionClosed, SessionOpened } from "./events/hub-events.ts";
export {
  DRIVER_PATH,
  DriverWebSocketServer,
  type DriverWebSocketServerOptions,
  type PairedDriver,
} from "./gateway/driver-web-socket-server.ts";
export {
  type AdmissionRequest,
  type AdmissionVerdict,
  admitEverybody,
  type DriverAdmission,
} from "./gateway/driver-admission.ts";
export { RefusalLedger, type SourceRefusals } from "./gateway/refusal-ledger.ts";
export type { Departure, GatewayPorts, Registration } from "./gateway/gateway-ports.ts";
export { DriverDirectory, type DriverDirectoryOptions } from "./directory/driver-directory.ts";
export type { KnownDriver, KnownDriverDetail } from "./directory/known-driver.ts";
export { TrafficMeter } from "./directory/traffic-meter.ts";
export { SESSION_END_REASONS, type SessionEnd } from "./session/session-state.ts";
