import {
  createRegisterFrame,
  type DriverIdentity,
  isProtocolError,
  parseDriverFrame,
  PROTOCOL_VERSION,
  type RegisterRequest,
} from "@hos/protocol";
import { type Clock, type Logger, silentLogger, systemClock } from "@hos/runtime";
import { FileTokenStore } from "./credentials/file-token-store.ts";
import type { TokenStore } from "./credentials/token-store.ts";
import { DEFAULT_RECONNECT, type ReconnectOptions, ReconnectSchedule } from "./connection/reconnect-schedule.ts";
import type { HosDriverOptions } from "./hos-driver-options.ts";

/** {@link HosDriverOptions}, checked and complete. */
export interface ParsedOptions {
  readonly url: string;
  readonly request: RegisterRequest;
  readonly tokenStore: TokenStore;
  readonly autoRegister: boolean;
  readonly schedule: ReconnectSchedule | undefined;
  readonly closeTimeoutMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** @throws {TypeError} or {RangeError} naming the option and what it must be. */
export function parseOptions(options: HosDriverOptions): ParsedOptions {
  const { autoRegister = true, reconnect = true, closeTimeoutMs = 2_000, random = Math.random } = options;
  if (typeof autoRegister !== "boolean") throw new TypeError("autoRegister must be a boolean.");
  checkNumber("closeTimeoutMs", closeTimeoutMs, 0);
  const request = parseRequest(options);
  return {
    url: parseUrl(options.wsUrl),
    request,
    tokenStore: parseTokenStore(options, request),
    autoRegister,
    schedule: reconnect === false ? undefined : new ReconnectSchedule(parseReconnect(reconnect), random),
    closeTimeoutMs,
    logger: options.logger ?? silentLogger,
    clock: options.clock ?? systemClock,
  };
}

function parseUrl(wsUrl: string): string {
  const url = URL.parse(wsUrl);
  if (url === null || (url.protocol !== "ws:" && url.protocol !== "wss:") || url.hash !== "") {
    throw new TypeError(`wsUrl must be a ws:// or wss:// URL without a fragment, not ${JSON.stringify(wsUrl)}.`);
  }
  return url.href;
}

// The rules of a registration are those of the protocol: its own parser checks them.
function parseRequest({ driverKey, instanceId, name, version, token }: HosDriverOptions): RegisterRequest {
  if (typeof driverKey !== "string") throw new TypeError("driverKey must be a string.");
  const request = {
    driverKey: driverKey.toUpperCase(),
    instanceId,
    protocolVersion: PROTOCOL_VERSION,
    name,
    version,
    token,
  };
  try {
    const frame = parseDriverFrame(JSON.stringify(createRegisterFrame(request as RegisterRequest)));
    if (frame.type === "register") return frame.request;
  } catch (cause) {
    if (!isProtocolError(cause)) throw cause;
    throw new TypeError(cause.details.map(({ message }) => message).join(" "), { cause });
  }
  throw new TypeError("The options do not make a registration.");
}

function parseTokenStore({ tokenStore, stateDirectory }: HosDriverOptions, driver: DriverIdentity): TokenStore {
  if (stateDirectory !== undefined && (typeof stateDirectory !== "string" || stateDirectory === "")) {
    throw new TypeError("stateDirectory must be the path of a folder.");
  }
  if (tokenStore === undefined) return new FileTokenStore(driver, stateDirectory);
  for (const method of ["load", "save", "clear"] as const) {
    if (typeof tokenStore[method] !== "function") throw new TypeError(`tokenStore.${method} must be a function.`);
  }
  return tokenStore;
}

function parseReconnect(reconnect: true | Partial<ReconnectOptions>): ReconnectOptions {
  const parsed = { ...DEFAULT_RECONNECT, ...(reconnect === true ? {} : reconnect) };
  checkNumber("reconnect.baseMs", parsed.baseMs, 1);
  checkNumber("reconnect.factor", parsed.factor, 1);
  checkNumber("reconnect.capMs", parsed.capMs, 1);
  checkNumber("reconnect.jitter", parsed.jitter, 0);
  if (parsed.jitter > 1) throw new RangeError("reconnect.jitter must be 1 or less.");
  return parsed;
}

function checkNumber(name: string, value: unknown, minimum: number): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number.`);
  if (!Number.isFinite(value) || value < minimum) throw new RangeError(`${name} must be ${minimum} or more.`);
}
