import { createSocket } from "node:dgram";
import { once } from "node:events";

const DEADLINE_MS = 20_000;

/** Hears every multicast packet of a test's own network. */
export interface Listener extends AsyncDisposable {
  /** Waits until so many packets fit. */
  until(fits: (packet: Buffer) => boolean, count?: number): Promise<void>;
}

/** Joins the group on loopback. */
export async function listen(port: number): Promise<Listener> {
  const socket = createSocket({ type: "udp4", reuseAddr: true }).bind(port);
  await once(socket, "listening");
  socket.addMembership("224.0.0.251", "127.0.0.1");
  const packets: Buffer[] = [];
  socket.on("message", (packet) => packets.push(packet));
  return {
    async until(fits, count = 1) {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      while (packets.filter(fits).length < count) await once(socket, "message", { signal });
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, "close");
    },
  };
}
