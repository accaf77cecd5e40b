import { hosCoalescedProtocol, hosPlainProtocol, hosSseProtocol } from "./hos-protocols.ts";
import type { LoadProtocol } from "./load-protocol.ts";
import { mqttProtocol } from "./mqtt-protocol.ts";
import { natsProtocol } from "./nats-protocol.ts";
import { redisProtocol } from "./redis-protocol.ts";
import { relayProtocol } from "./relay-protocol.ts";
import { socketIoRelayProtocol } from "./socket-io-relay-protocol.ts";

const PROTOCOLS = {
  "hos-coalesced": hosCoalescedProtocol,
  "hos-plain": hosPlainProtocol,
  "hos-sse": hosSseProtocol,
  relay: relayProtocol,
  "socket-io-relay": socketIoRelayProtocol,
  mqtt: mqttProtocol,
  nats: natsProtocol,
  redis: redisProtocol,
} satisfies Record<string, LoadProtocol>;

/** Names a way of speaking to a server. */
export type ProtocolName = keyof typeof PROTOCOLS;

/** The protocol of a name. */
export function findProtocol(name: ProtocolName): LoadProtocol {
  return PROTOCOLS[name];
}
