import type { IncomingMessage } from "node:http";

/**
 * Whether a request with an `Upgrade` header asks for a WebSocket. Any other offer may be passed over (RFC 9110, section
 * 7.8): some HTTP clients offer `h2c` with every first request.
 */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}
