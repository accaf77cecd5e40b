/// <reference lib="esnext.disposable" preserve="true" />
import type { JsonObject } from "@hos/protocol";
import { formatCursor, type LiveFilter, type LiveHandshake } from "@hos/protocol/live";
import type { CommandAnswer } from "@hos/protocol/rest";
import { Emitter, silentLogger, systemClock, type Unsubscribe } from "@hos/runtime";
import type { ClientEvents, ClientStatus } from "./client-events.ts";
import type { CommandCallOptions } from "./command-call-options.ts";
import type { ApiClientError } from "./errors/api-client-error.ts";
import { ConnectionError } from "./errors/connection-error.ts";
import type { HosClientOptions } from "./hos-client-options.ts";
import { readHubAddress } from "./hub-address.ts";
import { openLiveSocket } from "./live/live-socket.ts";
import { LiveStream } from "./live/live-stream.ts";
import { readToken } from "./read-token.ts";
import { HosRest } from "./rest/hos-rest.ts";
import { DeviceStore } from "./store/device-store.ts";
import type { DeviceView } from "./store/device-view.ts";

/**
 * An app's connection to a hub: REST, a store of devices that the live stream keeps true, and commands.
 *
 * It reconnects by itself for as long as it is not closed (1 s, doubled, 30 s at most), resumes where it was, and takes
 * a snapshot where that is not possible. A command changes nothing in the store: only what the hub reports does.
 */
export class HosClient {
  /** The REST API. Works without `connect()`. */
  readonly rest: HosRest;
  /** What the live stream told. Empty before the first `ready`; kept, as it was, while the connection is away. */
  readonly devices: DeviceView;

  readonly #events: Emitter<ClientEvents>;
  readonly #stream: LiveStream;
  readonly #closed = new AbortController();

  /** @throws {TypeError} when `url` is not an http or https URL. */
  constructor(options: HosClientOptions) {
    const { clock = systemClock, random = Math.random, logger = silentLogger } = options;
    const address = readHubAddress(options.url);
    const store = new DeviceStore({ filtered: isFiltering(options.filter) });
    this.devices = store;
    this.rest = new HosRest({ ...options, clock, closed: this.#closed.signal });
    this.#events = new Emitter((fault, event) => logger.error("A listener threw.", { event, fault }));
    this.#stream = new LiveStream({
      openSocket: (listener) => openLiveSocket({ address, handshake: () => createHandshake(options, store) }, listener),
      store,
      events: this.#events,
      logger,
      clock,
      random,
    });
  }

  /** How true {@link HosClient.devices} is. */
  get status(): ClientStatus {
    return this.#stream.status;
  }

  /**
   * Why the hub did not take the client, or not any more: `status` is `closed` then. With the status 401 the app gets
   * another token and calls `connect()` again; `rest` works all the while.
   */
  get refusal(): ApiClientError | undefined {
    return this.#stream.refusal;
  }

  /** Calls `listener` with every later `event`. What a listener throws goes to the logger and harms nobody. */
  on<Name extends keyof ClientEvents>(event: Name, listener: (payload: ClientEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }

  /**
   * Opens the live stream. While an attempt to reconnect is planned, it is made now, and after a refusal a new one;
   * otherwise a second call does nothing.
   *
   * @throws {ConnectionError} CLIENT_CLOSED.
   */
  connect(): void {
    if (this.#closed.signal.aborted) throw this.#whyClosed();
    this.#stream.connect();
  }

  /**
   * Resolves once the store was up to date for the first time, at once where it was before. Call `connect()` too. Waits
   * as long as that takes, or until `signal` aborts: then it rejects with the reason of the signal.
   *
   * @throws {ConnectionError} CLIENT_CLOSED when the client is closed before that.
   * @throws {ApiClientError} when the hub refused it.
   */
  async ready({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.status === "closed") throw this.#whyClosed();
    if (this.devices.epoch !== undefined) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(signal?.reason);
    const stopReady = this.on("ready", () => resolve());
    const stopStatus = this.on("status", ({ status }) => {
      if (status === "closed") reject(this.#whyClosed());
    });
    signal?.addEventListener("abort", abort, { once: true });
    try {
      await promise;
    } finally {
      stopReady();
      stopStatus();
      signal?.removeEventListener("abort", abort);
    }
  }

  /**
   * Asks a device to do something, over REST. Resolves with the answer that `options.wait` asks for.
   *
   * The request carries an idempotency key and is sent once more when the connection, not the hub, failed. Works without
   * `connect()`.
   *
   * @throws {CommandError} for every failure; `outcomeKnown` tells whether it is certain that nothing was done.
   */
  // oxlint-disable-next-line max-params -- It reads as a sentence: which device, what, with what.
  command(
    deviceId: string,
    command: string,
    payload?: JsonObject,
    options: CommandCallOptions = {},
  ): Promise<CommandAnswer> {
    const { wait, timeoutMs, ...requestOptions } = options;
    const request = {
      command,
      ...(payload === undefined ? {} : { payload }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(wait === undefined ? {} : { wait }),
    };
    return this.rest.command(deviceId, request, requestOptions);
  }

  /** Ends the stream and every request for good, rejects what waits, and takes all listeners away. */
  close(): void {
    this.#closed.abort();
    this.#stream.close();
    this.#events.clear();
  }

  /** The same as {@link HosClient.close}. */
  [Symbol.dispose](): void {
    this.close();
  }

  #whyClosed(): ApiClientError | ConnectionError {
    return this.refusal ?? new ConnectionError("CLIENT_CLOSED", "The client was closed; create a new one.");
  }
}

async function createHandshake(options: HosClientOptions, store: DeviceStore): Promise<LiveHandshake> {
  const { filter } = options;
  const token = await readToken(options.token);
  const { cursor } = store;
  return {
    coalesce: true,
    ...(token === undefined ? {} : { token }),
    ...(filter === undefined ? {} : { filter }),
    ...(cursor === undefined ? {} : { since: formatCursor(cursor) }),
  };
}

function isFiltering(filter: LiveFilter | undefined): boolean {
  return Object.values(filter ?? {}).some((terms) => terms !== undefined);
}
