import { LIMITS } from "@hos/protocol";
import { type TSchema, Type } from "typebox";

const MEBIBYTE = 1024 * 1024;
const MAX_PORT = 65_535;
const HOUR_MS = 3_600_000;

const port = (options: { default?: number; description: string }) =>
  Type.Integer({ minimum: 0, maximum: MAX_PORT, ...options });

/**
 * Every environment variable that the server reads: its type, range, default and meaning.
 *
 * The schemas are of the values after reading; `readConfig` turns the texts of the environment into them.
 */
export const CONFIG_VARIABLES = {
  PORT: port({ default: 8080, description: "Port of REST, Socket.IO, SSE and drivers. 0 takes any free one." }),
  DRIVER_WS_PORT: port({ description: "Port of the driver endpoint, where it is to have one of its own." }),
  HOS_HOST: Type.String({
    default: "127.0.0.1",
    description: "Address to listen on. Only loopback addresses are taken: there is no access control yet.",
  }),
  HOS_DATA_DIR: Type.String({
    default: "data",
    description: "Directory of what outlives a restart. Nothing is stored yet; it must not be a file.",
  }),
  HOS_LOG_LEVEL: Type.Enum(["debug", "info", "warn", "error", "silent"], {
    default: "info",
    description: "The least level that is logged.",
  }),
  HOS_LOG_FORMAT: Type.Enum(["json", "pretty"], {
    default: "json",
    description: "json: one object a line, for machines. pretty: one sentence a line, for people.",
  }),
  HOS_GRACE_MS: Type.Integer({
    minimum: 0,
    maximum: HOUR_MS,
    default: 5000,
    description: "How long a driver may be away before its devices are offline, milliseconds.",
  }),
  HOS_HISTORY_SIZE: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 10_000,
    description: "How many changes are kept for clients that resume.",
  }),
  HOS_MAX_FRAME_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 64 * MEBIBYTE,
    default: LIMITS.frameBytes,
    description: "The largest frame of a driver, bytes.",
  }),
  HOS_PING_INTERVAL_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: LIMITS.pingIntervalMs,
    description: "How often drivers are pinged, milliseconds; two misses end the session.",
  }),
  HOS_CLIENT_BUFFER_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 1024 * MEBIBYTE,
    default: 4 * MEBIBYTE,
    description: "Unsent bytes of a live client at which it is ended, so that it comes back and gets up to date.",
  }),
} satisfies Record<string, TSchema>;
