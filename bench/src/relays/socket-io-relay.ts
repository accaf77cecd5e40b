/** What one would write first with Socket.IO: every update is an event to everybody. */
import { Server } from "socket.io";
import { startRelay } from "./start-relay.ts";

const server = startRelay({
  onUpdate: (data) => {
    const update = JSON.parse(data.toString()) as { event: string };
    io.emit(update.event, update);
  },
});
const io = new Server(server, { serveClient: false, destroyUpgrade: false });
