import type { LiveSocket } from "./socket-types.ts";

/**
 * Cuts a Socket.IO client off when `limitBytes` wait for it beyond what it was sent when the watch began: it comes back
 * and gets what it missed.
 *
 * Counts what the engine queues until the engine hands it to the transport, which takes no more before the last is
 * written; so a client costs at most twice the limit.
 */
export function watchSocketBacklog(
  socket: LiveSocket,
  limitBytes: number,
  onTooSlow: (unsentBytes: number) => void,
): void {
  const { conn } = socket;
  let unsentBytes = 0;
  let cut = false;
  conn.on("packetCreate", ({ data }: { data?: string | Buffer }) => {
    unsentBytes += data?.length ?? 0;
    if (unsentBytes <= limitBytes || cut) return;
    // While it can be written to, the packet is on its way before the turn is over.
    if (conn.transport.writable) return;
    cut = true;
    onTooSlow(unsentBytes);
    // Not within the broadcast that brought the packet.
    setImmediate(() => conn.close(true));
  });
  conn.on("drain", () => {
    unsentBytes = 0;
  });
}
