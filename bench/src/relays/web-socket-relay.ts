/** What one would write first: every update goes to every client with `send`. */
import type { WebSocket } from "ws";
import { startRelay } from "./start-relay.ts";

const clients = new Set<WebSocket>();

startRelay({
  onClient: (client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client));
  },
  onUpdate: (data) => {
    for (const client of clients) client.send(data, { binary: false });
  },
});
