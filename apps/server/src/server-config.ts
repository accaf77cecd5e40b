import type { Static } from "typebox";
import type { CONFIG_VARIABLES } from "./config-variables.ts";
import type { DriverLimits } from "./config/read-driver-limits.ts";
import type { LevelSettings } from "./logging/log-levels.ts";

type Value<Name extends keyof typeof CONFIG_VARIABLES> = Static<(typeof CONFIG_VARIABLES)[Name]>;

/** What the server is started with. `readConfig` makes it of the environment; {@link CONFIG_VARIABLES} says what each means. */
export interface ServerConfig {
  /** `undefined`: this machine only until the hub is set up, all addresses after. */
  readonly host: Value<"HOS_HOST"> | undefined;
  readonly port: Value<"PORT">;
  /** The same number as `port` means the same listener. */
  readonly driverPort: Value<"DRIVER_WS_PORT">;
  /** Files of certificate and key. `undefined`: no TLS. */
  readonly tls: TlsFiles | undefined;
  /** Names in lower case. */
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Addresses, networks such as `10.0.0.0/8`, and `loopback`. */
  readonly trustProxy: readonly string[];
  /** Whether the local networks are told of the hub, once it can be reached from them. */
  readonly mdns: boolean;
  readonly maxConnectionsPerAddress: Value<"HOS_MAX_CONNECTIONS_PER_ADDRESS">;
  readonly headersTimeoutMs: Value<"HOS_HEADERS_TIMEOUT_MS">;
  readonly requestTimeoutMs: Value<"HOS_REQUEST_TIMEOUT_MS">;
  /** What the file of HOS_ADMIN_PASSWORD_FILE holds. Never log it. */
  readonly adminPassword: string | undefined;
  /** What the file of HOS_ADMIN_TOKEN_FILE holds. Never log it. */
  readonly adminToken: string | undefined;
  readonly driverAuth: Value<"HOS_DRIVER_AUTH">;
  readonly dataDir: Value<"HOS_DATA_DIR">;
  readonly logLevel: Value<"HOS_LOG_LEVEL">;
  /** Of components that differ from `logLevel`. */
  readonly logLevels: LevelSettings["components"];
  readonly logFormat: Value<"HOS_LOG_FORMAT">;
  readonly graceMs: Value<"HOS_GRACE_MS">;
  readonly historySize: Value<"HOS_HISTORY_SIZE">;
  readonly maxBodyBytes: Value<"HOS_MAX_BODY_BYTES">;
  readonly maxBackupBytes: Value<"HOS_MAX_BACKUP_BYTES">;
  readonly maxFrameBytes: Value<"HOS_MAX_FRAME_BYTES">;
  readonly pingIntervalMs: Value<"HOS_PING_INTERVAL_MS">;
  /** Those of the hub that have no member of their own here. */
  readonly driverLimits: DriverLimits;
  /** Of the hub's time that the requests of one credential may take. */
  readonly clientTimePercent: Value<"HOS_CLIENT_TIME_PERCENT">;
  readonly clientBufferBytes: Value<"HOS_CLIENT_BUFFER_BYTES">;
  readonly clientStallMs: Value<"HOS_CLIENT_STALL_MS">;
}

/** Where the certificate and the key of the server are. */
export interface TlsFiles {
  readonly certFile: Value<"HOS_TLS_CERT">;
  readonly keyFile: Value<"HOS_TLS_KEY">;
}
