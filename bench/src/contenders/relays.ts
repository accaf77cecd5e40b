import type { Contender } from "./contender.ts";
import { sourceCommand } from "./source-command.ts";

const version = `node ${process.version}`;
const relay =
  (file: string): Contender["command"] =>
  ({ port }) =>
    sourceCommand(`bench/src/relays/${file}`, { PORT: String(port) });

/** What one would write by hand: bare servers that pass on what comes in. */
export const RELAYS: readonly Contender[] = [
  {
    id: "gathering-relay",
    name: "ws relay, one write a turn",
    protocol: "relay",
    version,
    command: relay("gathering-relay.ts"),
  },
  { id: "ws-relay", name: "ws relay, bare", protocol: "relay", version, command: relay("web-socket-relay.ts") },
  {
    id: "socket-io-relay",
    name: "Socket.IO relay, bare",
    protocol: "socket-io-relay",
    version,
    command: relay("socket-io-relay.ts"),
  },
];
