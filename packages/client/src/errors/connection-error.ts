/** Why the hub could not be asked, or what it said not be used. */
export type ConnectionErrorCode =
  /** The network or the hub was not there, or the connection broke. */
  | "CONNECTION_FAILED"
  /** No answer within the time-out of the request. */
  | "REQUEST_TIMEOUT"
  /** The caller's signal ended the request; `cause` is the reason of the signal. */
  | "REQUEST_ABORTED"
  /** `close()` of the client ended it. */
  | "CLIENT_CLOSED"
  /** The app's own function that gives the token threw; `cause` has it. */
  | "TOKEN_FAILED"
  /** What came back is not of a HOS hub: a proxy or another server answered. */
  | "INVALID_RESPONSE"
  /** The live stream left changes out; the client asks for a snapshot by itself. */
  | "STREAM_GAP"
  /** No hub answered on the network, or nothing is installed that could look for one. */
  | "HUB_NOT_FOUND";

/** The hub could not be reached or did not answer. What the hub answered is an `ApiClientError`. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
