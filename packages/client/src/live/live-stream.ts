import type { Batch, ConfigPart, Hello, Snapshot } from "@hos/protocol/live";
import type { CancelTimer, Clock, Emitter, Logger, Random } from "@hos/runtime";
import type { ClientEvents, ClientReady, ClientStatus } from "../client-events.ts";
import { ApiClientError } from "../errors/api-client-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import type { DeviceStore } from "../store/device-store.ts";
import type { StoreUpdate } from "../store/store-update.ts";
import type { LiveSocket, LiveSocketListener } from "./live-socket.ts";
import { retryDelayMs } from "./retry-delay-ms.ts";

/** What a {@link LiveStream} works with. */
export interface LiveStreamOptions {
  readonly openSocket: (listener: LiveSocketListener) => LiveSocket;
  readonly store: DeviceStore;
  readonly events: Emitter<ClientEvents>;
  /** Is told of errors that nobody listens for. */
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
}

type StreamState =
  | { readonly name: "idle" | "closed" | "refused" }
  | { readonly name: "waiting"; readonly retryInMs: number; readonly cancelRetry: CancelTimer }
  | { readonly name: "open"; readonly socket: LiveSocket; readonly cancelDeadline: CancelTimer };

/** Keeps a store up to date over connections that come and go. */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  #state: StreamState = { name: "idle" };
  #mode: ClientReady["mode"] = "snapshot";
  #conflated = false;
  /** When the present connection got up to date. */
  #liveAt: number | undefined;
  /** Connections that failed or did not hold, in a row. */
  #failures = 0;
  #refusal: ApiClientError | undefined;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
  }

  get status(): ClientStatus {
    const { store } = this.#options;
    if (this.#state.name === "idle") return "idle";
    if (this.#state.name === "closed" || this.#state.name === "refused") return "closed";
    if (this.#liveAt !== undefined) return "live";
    return store.epoch === undefined ? "connecting" : "stale";
  }

  /** Why the hub did not take the client, or not any more, where that is what closed the stream. */
  get refusal(): ApiClientError | undefined {
    return this.#refusal;
  }

  /**
   * Connects; while an attempt is planned, it is made now, and after a refusal another one, for the token may be another
   * one. Does nothing where a connection stands or is under way.
   */
  connect(): void {
    if (this.#state.name === "open" || this.#state.name === "closed") return;
    if (this.#state.name === "waiting") this.#state.cancelRetry();
    this.#refusal = undefined;
    this.#open();
  }

  /** Ends it for good. Calling it twice does nothing more. */
  close(): void {
    if (this.#state.name === "closed") return;
    if (this.#state.name === "waiting") this.#state.cancelRetry();
    this.#leave();
    this.#enter({ name: "closed" });
  }

  #open(): void {
    const { clock, openSocket } = this.#options;
    const cancelDeadline = clock.setTimeout(() => {
      this.#lose(new ConnectionError("CONNECTION_FAILED", `The hub sent no HELLO within ${HELLO_TIMEOUT_MS} ms.`));
    }, HELLO_TIMEOUT_MS);
    const socket = openSocket({
      hello: (hello) => this.#hello(hello),
      snapshot: (snapshot) => this.#snapshot(snapshot),
      batch: (batch) => this.#batch(batch),
      conflated: (conflated) => {
        this.#conflated = true;
        this.#options.events.emit("conflated", conflated);
      },
      ended: (error) => this.#lose(error),
    });
    this.#enter({ name: "open", socket, cancelDeadline });
  }

  #hello(hello: Hello): void {
    // From here on the heartbeat of the connection notices a hub that fell silent.
    if (this.#state.name === "open") this.#state.cancelDeadline();
    this.#mode = hello.mode;
    const fault = this.#options.store.begin(hello);
    if (fault === undefined) this.#settle();
    else this.#lose(new ConnectionError("STREAM_GAP", fault));
  }

  #snapshot(snapshot: Snapshot): void {
    this.#mode = "snapshot";
    this.#conflated = false;
    this.#take(this.#options.store.replace(snapshot));
  }

  #batch(batch: Batch): void {
    const conflated = this.#conflated;
    this.#conflated = false;
    this.#take(this.#options.store.apply(batch, { conflated }));
  }

  #take({ accepted, changed, removed, fault }: StoreUpdate): void {
    const { events } = this.#options;
    for (const event of accepted) events.emit("event", event);
    if (changed.length > 0 || removed.length > 0) events.emit("change", { changed, removed });
    const what = new Set(accepted.flatMap((event) => (event.event === "CONFIG_CHANGED" ? [event.what] : [])));
    if (what.size > 0) events.emit("config", { what: [...what] });
    if (fault === undefined) this.#settle();
    else this.#lose(new ConnectionError("STREAM_GAP", fault));
  }

  #settle(): void {
    const { clock, events, store } = this.#options;
    // A listener may have closed the stream meanwhile.
    if (this.#state.name !== "open" || this.#liveAt !== undefined || !store.isCurrent) return;
    this.#liveAt = clock.now();
    this.#enter(this.#state);
    events.emit("ready", { mode: this.#mode, epoch: store.epoch ?? "", revision: store.revision });
    // Changes of the configuration are not numbered, so nobody knows which were missed.
    events.emit("config", { what: CONFIG_PARTS });
  }

  #lose(error: ApiClientError | ConnectionError): void {
    const { clock, events, logger, random } = this.#options;
    if (this.#state.name !== "open") return;
    const held = this.#liveAt !== undefined && clock.now() - this.#liveAt >= HELD_MS;
    if (held) this.#failures = 0;
    this.#leave();
    if (isRefusal(error)) {
      this.#refusal = error;
      this.#enter({ name: "refused" });
    } else {
      const atOnce = isGap(error) && this.#failures === 0;
      const retryInMs = atOnce ? 0 : retryDelayMs(this.#failures, random);
      this.#failures += 1;
      const cancelRetry = clock.setTimeout(() => this.#open(), retryInMs);
      this.#enter({ name: "waiting", retryInMs, cancelRetry });
    }
    if (events.listenerCount("error") === 0) logger.error(error.message, { code: error.code });
    else events.emit("error", error);
  }

  #leave(): void {
    if (this.#state.name === "open") {
      this.#state.cancelDeadline();
      this.#state.socket.close();
    }
    this.#liveAt = undefined;
    this.#conflated = false;
    this.#options.store.detach();
  }

  #enter(state: StreamState): void {
    this.#state = state;
    const retryInMs = state.name === "waiting" ? state.retryInMs : undefined;
    this.#options.events.emit("status", { status: this.status, retryInMs });
  }
}

const CONFIG_PARTS: readonly ConfigPart[] = ["spaces", "programs", "preferences", "designs"];
/** From the beginning of an attempt, connecting included. */
const HELLO_TIMEOUT_MS = 20_000;
/** A connection that was up to date for this long counts as a success. */
const HELD_MS = 10_000;

function isGap(error: ApiClientError | ConnectionError): boolean {
  return error.code === "STREAM_GAP";
}

/** Whether asking again would be answered in the same way. */
function isRefusal(error: ApiClientError | ConnectionError): error is ApiClientError {
  return error instanceof ApiClientError && error.status < 500 && error.status !== TOO_MANY_REQUESTS;
}

const TOO_MANY_REQUESTS = 429;
