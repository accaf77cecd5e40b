import { createServer } from "node:http";
import type { Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What makes a relay. */
export interface Relay {
  onDriver?(driver: WebSocket): void;
  onClient?(client: WebSocket, socket: Socket): void;
  /** A frame of a driver. */
  onUpdate(data: Buffer, driver: WebSocket): void;
}

/** Listens on PORT for drivers at `/driver` and clients at `/live`. @returns the server, which answers nothing else. */
export function startRelay(relay: Relay): ReturnType<typeof createServer> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer();
  server.on("upgrade", (request, socket, head) => {
    if (request.url === "/driver") {
      sockets.handleUpgrade(request, socket, head, (driver) => {
        relay.onDriver?.(driver);
        driver.on("message", (data) => relay.onUpdate(data as Buffer, driver));
      });
    } else if (request.url === "/live") {
      sockets.handleUpgrade(request, socket, head, (client) => relay.onClient?.(client, request.socket));
    }
  });
  server.listen(Number(process.env["PORT"]), "127.0.0.1");
  return server;
}
