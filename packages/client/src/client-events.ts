import type { ConfigPart, Conflated, LiveEvent } from "@hos/protocol/live";
import type { ApiClientError } from "./errors/api-client-error.ts";
import type { ConnectionError } from "./errors/connection-error.ts";

/**
 * How true the devices of a client are.
 *
 * - `idle`: `connect()` was not called.
 * - `connecting`: nothing is known yet.
 * - `live`: what the client holds is what the hub holds.
 * - `stale`: the connection is lost and is being restored; the devices are as they were last heard of.
 * - `closed`: by `close()`, or because the hub refused the client or voided its token (`refusal`); it does not come back
 *   by itself.
 */
export type ClientStatus = "idle" | "connecting" | "live" | "stale" | "closed";

/** The client's connection took a step; `status` may be the same as before. */
export interface StatusChange {
  readonly status: ClientStatus;
  /** Milliseconds until the next attempt; `undefined` where none is planned. */
  readonly retryInMs: number | undefined;
}

/** The client holds what the hub holds. */
export interface ClientReady {
  /** Whether everything was told anew or the missed changes only. */
  readonly mode: "snapshot" | "resume";
  readonly epoch: string;
  readonly revision: number;
}

/** Devices changed: once for each batch or snapshot, after all of it is in the store. */
export interface DevicesChanged {
  /** Ids of devices that are new or have a new record. */
  readonly changed: readonly string[];
  /** Ids of devices that are gone. */
  readonly removed: readonly string[];
}

/** What an app shows of the configuration is to be read again, over REST. */
export interface ConfigChanged {
  readonly what: readonly ConfigPart[];
}

/** The events of a `HosClient`. Listeners run in the order `event`, `change`, `config`, `status`, `ready`. */
export interface ClientEvents {
  /** A step of the connection. */
  status: StatusChange;
  /** The client is up to date: for the first time, and again after each interruption. */
  ready: ClientReady;
  change: DevicesChanged;
  /** After a CONFIG_CHANGED what it names, after each `ready` everything: read it again, the first time for the first. */
  config: ConfigChanged;
  /** Each live event that was new, in order. What a snapshot made up for is not told one by one. */
  event: LiveEvent;
  /** The client did not keep up; the next batch holds the newest of each device instead of every change. */
  conflated: Conflated;
  /**
   * The connection failed or was refused, or the stream had a hole. The client deals with it by itself. Without a
   * listener it is logged.
   */
  error: ApiClientError | ConnectionError;
}
