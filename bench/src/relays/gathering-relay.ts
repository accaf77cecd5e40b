/** The floor of fan-out in Node: frames pass as they are, all of one turn of the event loop in one write a client. */
import type { Socket } from "node:net";
import { createFrameHead } from "../wire/create-frame-head.ts";
import { startRelay } from "./start-relay.ts";

let gathered: Buffer[] = [];
const sockets = new Set<Socket>();

function flush(): void {
  const bytes = Buffer.concat(gathered);
  gathered = [];
  for (const socket of sockets) socket.write(bytes);
}

startRelay({
  onClient: (_client, socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  },
  onUpdate: (data) => {
    if (gathered.length === 0) setImmediate(flush);
    gathered.push(createFrameHead(data.length), data);
  },
});
