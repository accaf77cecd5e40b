import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Answers an upgrade request with an HTTP status and ends its socket. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  // The peer may be gone already; nobody is left to care.
  socket.on("error", () => socket.destroy());
  // The peer may keep its half open for ever.
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
