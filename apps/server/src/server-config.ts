import { type Static, Type } from "typebox";
import { CONFIG_VARIABLES as variables } from "./config-variables.ts";

/** What the server is started with. `readConfig` makes it of the environment. */
export const ServerConfig = Type.Object({
  host: variables.HOS_HOST,
  port: variables.PORT,
  /** The same number as `port` means the same listener. */
  driverPort: variables.DRIVER_WS_PORT,
  dataDir: variables.HOS_DATA_DIR,
  logLevel: variables.HOS_LOG_LEVEL,
  logFormat: variables.HOS_LOG_FORMAT,
  graceMs: variables.HOS_GRACE_MS,
  historySize: variables.HOS_HISTORY_SIZE,
  maxFrameBytes: variables.HOS_MAX_FRAME_BYTES,
  pingIntervalMs: variables.HOS_PING_INTERVAL_MS,
  clientBufferBytes: variables.HOS_CLIENT_BUFFER_BYTES,
});
export type ServerConfig = Static<typeof ServerConfig>;
