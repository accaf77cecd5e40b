import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contender, Place, ServerCommand } from "./contender.ts";
import { sourceCommand } from "./source-command.ts";

const MAIN = "apps/server/src/main.ts";

/**
 * The hub itself, as `pnpm start` runs it, with errors only in its log, and with drivers that may send as fast as they can:
 * it slows one down that floods it, and here that is the point.
 */
export function hosCommand({ port, folder, token }: Place): ServerCommand {
  const tokenFile = join(folder, "admin-token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  return sourceCommand(MAIN, {
    NODE_OPTIONS: "--max-semi-space-size=4 --expose-gc",
    PORT: String(port),
    HOS_HOST: "127.0.0.1",
    HOS_DATA_DIR: join(folder, "data"),
    HOS_ADMIN_TOKEN_FILE: tokenFile,
    HOS_LOG_LEVEL: "error",
    HOS_DRIVER_FRAMES_PER_SECOND: "1000000",
    HOS_DRIVER_FRAME_BURST: "1000000",
    HOS_DRIVER_DEVICES: "20000",
    ...MANY_CONNECTIONS,
  });
}

/** The bounds for one address: here all drivers and clients of a home come from one. */
const MANY_CONNECTIONS = {
  HOS_MAX_CONNECTIONS_PER_ADDRESS: "5000",
  HOS_DRIVER_CONNECTIONS_PER_ADDRESS: "5000",
  HOS_DRIVER_UNREGISTERED: "5000",
};

const shared = { version: `node ${process.version}`, command: hosCommand };

/** The hub with other settings than {@link hosCommand} has. */
export function hosCommandWith(env: Readonly<Record<string, string>>): (place: Place) => ServerCommand {
  return (place) => {
    const command = hosCommand(place);
    return { ...command, env: { ...command.env, ...env } };
  };
}

/** The hub, once for each kind of client. */
export const HOS: readonly Contender[] = [
  { ...shared, id: "hos-coalesced", name: "HOS, Socket.IO coalesced", protocol: "hos-coalesced" },
  { ...shared, id: "hos-plain", name: "HOS, Socket.IO plain", protocol: "hos-plain" },
  { ...shared, id: "hos-sse", name: "HOS, SSE", protocol: "hos-sse" },
];
