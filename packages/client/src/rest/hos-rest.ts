import { LIMITS } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type {
  Bootstrap,
  CommandAnswer,
  CommandList,
  CommandQuery,
  CommandRecord,
  CommandRequest,
  DeviceList,
  DeviceQuery,
  DeviceSettings,
  DriverDetail,
  DriverList,
  StreamTicket,
} from "@hos/protocol/rest";
import { type Clock, createId, type CreateId, systemClock } from "@hos/runtime";
import { ApiClientError } from "../errors/api-client-error.ts";
import { CommandError } from "../errors/command-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { readHubAddress } from "../hub-address.ts";
import type { TokenSource } from "../token-source.ts";
import { AuthArea } from "./areas/auth-area.ts";
import { BackupsArea } from "./areas/backups-area.ts";
import { DesignsArea } from "./areas/designs-area.ts";
import { DriverAccessArea } from "./areas/driver-access-area.ts";
import { PreferencesArea } from "./areas/preferences-area.ts";
import { ProgramsArea } from "./areas/programs-area.ts";
import { SpacesArea } from "./areas/spaces-area.ts";
import { TokensArea } from "./areas/tokens-area.ts";
import { UsersArea } from "./areas/users-area.ts";
import type { CommandOptions } from "./command-options.ts";
import { driverPath } from "./driver-ref.ts";
import { HttpRequester } from "./http-requester.ts";
import type { RequestOptions } from "./request-options.ts";
import { sendKeyed } from "./send-keyed.ts";

/** What a {@link HosRest} is made of. */
export interface HosRestOptions {
  /** Of the hub, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Sent as bearer token; a function is asked for each request. */
  readonly token?: TokenSource | undefined;
  /** @default the global one */
  readonly fetch?: typeof globalThis.fetch;
  /** @default the machine's */
  readonly clock?: Clock;
  /** Makes the idempotency keys of commands. @default a ULID */
  readonly createId?: CreateId;
  /** Milliseconds that a request may take; a command gets its own deadline on top. @default 10_000 */
  readonly requestTimeoutMs?: number;
  /** Once it aborts, every request ends with CLIENT_CLOSED: those under way and all that come. */
  readonly closed?: AbortSignal;
}

/**
 * The REST API of a hub, typed. A method resolves with the body of the answer.
 *
 * Every method rejects with an `ApiClientError` when the hub says no and with a `ConnectionError` when it cannot be
 * asked; {@link HosRest.command} with a `CommandError` in both cases.
 */
export class HosRest {
  /** The first run, sessions, the own password. */
  readonly auth: AuthArea;
  /** Everybody who may log in. */
  readonly users: UsersArea;
  /** Tokens and sessions. */
  readonly tokens: TokensArea;
  /** Rooms and zones. */
  readonly spaces: SpacesArea;
  /** Scenes. */
  readonly programs: ProgramsArea;
  /** A document of the client app. */
  readonly preferences: PreferencesArea;
  /** The looks of the client app. */
  readonly designs: DesignsArea;
  /** Which drivers may connect. */
  readonly driverAccess: DriverAccessArea;
  /** Copies of all that the hub stores. */
  readonly backups: BackupsArea;
  readonly #http: HttpRequester;
  readonly #createId: CreateId;
  readonly #requestTimeoutMs: number;

  /** @throws {TypeError} when `url` is not an http or https URL. */
  constructor(options: HosRestOptions) {
    const { origin, prefix } = readHubAddress(options.url);
    this.#requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#createId = options.createId ?? createId;
    this.#http = new HttpRequester({
      baseUrl: `${origin}${prefix}${BASE_PATH}`,
      token: options.token,
      // Browsers want `fetch` called as a member of the global object.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      clock: options.clock ?? systemClock,
      requestTimeoutMs: this.#requestTimeoutMs,
      closed: options.closed,
    });
    const http = this.#http;
    this.auth = new AuthArea(http);
    this.users = new UsersArea(http);
    this.tokens = new TokensArea(http);
    this.spaces = new SpacesArea(http);
    this.programs = new ProgramsArea(http, { createId: this.#createId, requestTimeoutMs: this.#requestTimeoutMs });
    this.preferences = new PreferencesArea(http);
    this.designs = new DesignsArea(http);
    this.driverAccess = new DriverAccessArea(http);
    this.backups = new BackupsArea(http);
  }

  /** Everything that a client needs, at one revision. */
  bootstrap(options?: RequestOptions): Promise<Bootstrap> {
    return this.#http.send({ method: "GET", path: "/bootstrap", ...options });
  }

  /** One page of devices, in the order of their ids. */
  devices(query: Partial<DeviceQuery> = {}, options?: RequestOptions): Promise<DeviceList> {
    return this.#http.send({ method: "GET", path: "/devices", query, ...options });
  }

  /** One device; NO_DEVICE where there is none. */
  device(deviceId: string, options?: RequestOptions): Promise<DeviceRecord> {
    return this.#http.send({ method: "GET", path: devicePath(deviceId), ...options });
  }

  /** Sets what a person says of a device; members not named stay, `null` gives one back to the driver. */
  setDevice(deviceId: string, settings: DeviceSettings, options?: RequestOptions): Promise<DeviceRecord> {
    return this.#http.send({ method: "POST", path: devicePath(deviceId), body: settings, ...options });
  }

  /** Takes a device out of the home. A driver that still has it may announce it again. */
  async removeDevice(deviceId: string, options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: `${devicePath(deviceId)}/remove`, ...options });
  }

  /**
   * Asks a device to do something. Resolves when `request.wait` is fulfilled.
   *
   * Sent once more, with the same idempotency key, when the connection failed; what the hub answers is final.
   *
   * @throws {CommandError} for every failure; `outcomeKnown` tells whether it is certain that nothing was done.
   */
  async command(deviceId: string, request: CommandRequest, options: CommandOptions = {}): Promise<CommandAnswer> {
    const { idempotencyKey = this.#createId(), ...requestOptions } = options;
    try {
      return await sendKeyed(this.#http, idempotencyKey, {
        method: "POST",
        path: `${devicePath(deviceId)}/command`,
        body: request,
        // The hub's own deadline comes first, so that its answer and not ours ends the wait.
        requestTimeoutMs: (request.timeoutMs ?? LIMITS.commandTimeoutMs) + this.#requestTimeoutMs,
        ...requestOptions,
      });
    } catch (fault) {
      throw fault instanceof ApiClientError || fault instanceof ConnectionError ? new CommandError(fault) : fault;
    }
  }

  /** An entry of the command journal, by the id that every answer to a command carries; NO_COMMAND where it has none. */
  commandRecord(commandId: string, options?: RequestOptions): Promise<CommandRecord> {
    return this.#http.send({ method: "GET", path: `/commands/${encodeURIComponent(commandId)}`, ...options });
  }

  /** The command journal, newest first. */
  commands(query: Partial<CommandQuery> = {}, options?: RequestOptions): Promise<CommandList> {
    return this.#http.send({ method: "GET", path: "/commands", query, ...options });
  }

  /** Every driver instance that the hub knows. */
  drivers(options?: RequestOptions): Promise<DriverList> {
    return this.#http.send({ method: "GET", path: "/drivers", ...options });
  }

  /** One driver instance in detail; NO_DRIVER where there is none. */
  driver(driverKey: string, instanceId: string, options?: RequestOptions): Promise<DriverDetail> {
    return this.#http.send({ method: "GET", path: driverPath({ driverKey, instanceId }), ...options });
  }

  /** A ticket that opens GET `/events` once, within a minute: for an `EventSource`, which cannot set headers. */
  createStreamTicket(options?: RequestOptions): Promise<StreamTicket> {
    return this.#http.send({ method: "POST", path: "/events/ticket", ...options });
  }
}

const BASE_PATH = "/app/os";
const REQUEST_TIMEOUT_MS = 10_000;

/** A URL parser takes `.` and `..` for steps between folders, escaped or not: they are escaped twice. */
function devicePath(deviceId: string): string {
  const isStep = deviceId === "." || deviceId === "..";
  return `/devices/${isStep ? deviceId.replaceAll(".", "%252E") : encodeURIComponent(deviceId)}`;
}
