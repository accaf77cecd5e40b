import type { RequestOptions } from "./request-options.ts";

/** What the request of a command takes besides its body. */
export interface CommandOptions extends RequestOptions {
  /**
   * Two requests with one key are one command: the second gets the answer of the first.
   *
   * @default a new id for each call
   */
  readonly idempotencyKey?: string;
}
