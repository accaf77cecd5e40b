export { type CancelTimer, type Clock, systemClock, toInstant } from "./clock.ts";
export { consoleLogger } from "./console-logger.ts";
export { type CreateId, createId } from "./create-id.ts";
export { Emitter, type ListenerFault, type Unsubscribe } from "./emitter.ts";
export { Heartbeat, type HeartbeatOptions } from "./heartbeat.ts";
export { type LogFields, type Logger, type LogWrite, silentLogger } from "./logger.ts";
export { isLoopbackAddress, normalizeAddress, sourceOfAddress } from "./network-address.ts";
export type { Random } from "./random.ts";
export { Turns } from "./turns.ts";
