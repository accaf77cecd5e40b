import type { LiveFilter } from "@hos/protocol/live";
import type { Clock, CreateId, Logger, Random } from "@hos/runtime";
import type { TokenSource } from "./token-source.ts";

/** What a `HosClient` is made of. Only `url` is needed. */
export interface HosClientOptions {
  /** Of the hub, such as `http://127.0.0.1:8080`; in a page that the hub serves, `location.origin`. */
  readonly url: string;
  /**
   * Sent with every request and with the handshake of the live stream. A function is asked each time, so that a token that
   * is renewed takes effect.
   */
  readonly token?: TokenSource | undefined;
  /** What to hear of. The store then holds, and keeps up to date, only what passes. @default everything */
  readonly filter?: LiveFilter;
  /** @default the global one */
  readonly fetch?: typeof globalThis.fetch;
  /** @default the machine's */
  readonly clock?: Clock;
  /** Spreads the attempts to reconnect. @default Math.random */
  readonly random?: Random;
  /** Is told of `error` events that nobody listens for, and of listeners that throw. @default silent */
  readonly logger?: Logger;
  /** Makes the idempotency keys of commands. @default a ULID */
  readonly createId?: CreateId;
  /** Milliseconds that a REST request may take; a command gets its own deadline on top. @default 10_000 */
  readonly requestTimeoutMs?: number;
}
