import type { Duplex } from "node:stream";
import { ApiFailure } from "@hos/protocol/rest";
import { refuseUpgrade } from "./refuse-request.ts";

/**
 * Answers what Node's HTTP parser cannot read, or not in time, and ends the connection. For the event `clientError` of a
 * server.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  const failure = describe(error.code ?? "");
  if (failure === undefined || !socket.writable || isAnswering(socket)) socket.destroy();
  else refuseUpgrade(socket, failure);
}

/** `undefined`: the connection is lost, or its TLS failed, and nothing could be read. */
function describe(code: string): ApiFailure | undefined {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new ApiFailure("REQUEST_TIMEOUT", "The request did not come to its end in time.");
  }
  if (code === "HPE_HEADER_OVERFLOW" || code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") {
    return new ApiFailure("HEADERS_TOO_LARGE", "The head of the request is too large.", {
      details: ["It may have 16 KiB."],
    });
  }
  if (!code.startsWith("HPE_")) return undefined;
  return new ApiFailure("INVALID_REQUEST", "This is no HTTP request.", {
    details: [`The parser of HTTP says ${code}.`],
  });
}

/** Whether an answer was begun on this connection, which another one must not cut into. Node does the same. */
function isAnswering(socket: Duplex): boolean {
  const answer: unknown = Reflect.get(socket, "_httpMessage");
  return typeof answer === "object" && answer !== null && Reflect.get(answer, "headersSent") === true;
}
