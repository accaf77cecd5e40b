import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ApiFailure } from "@hos/protocol/rest";
import { createErrorBody } from "../http/create-error-body.ts";

/** Answers a request that no handler is to see. */
export function refuseRequest(response: ServerResponse, failure: ApiFailure): void {
  response.writeHead(failure.status, { "content-type": "application/json" });
  response.end(JSON.stringify(createErrorBody(failure)));
}

/** Answers a request to become a WebSocket that is not to be one, and ends the connection. */
export function refuseUpgrade(socket: Duplex, failure: ApiFailure): void {
  const body = JSON.stringify(createErrorBody(failure));
  const head = [
    `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status] ?? ""}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.on("error", () => socket.destroy());
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
