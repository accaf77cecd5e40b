/** What every request of `HosRest` takes. */
export interface RequestOptions {
  /** Ends the request with a `ConnectionError` REQUEST_ABORTED. */
  readonly signal?: AbortSignal;
  /** Milliseconds until the request ends with REQUEST_TIMEOUT. @default that of the `HosRest`, 10 000 */
  readonly requestTimeoutMs?: number;
}
