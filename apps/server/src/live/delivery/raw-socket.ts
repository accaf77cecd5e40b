import type { Socket } from "node:net";

const NOTHING = new Uint8Array();

/** What a connection was given and the network has not taken yet, bytes. */
export function countPendingBytes(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null };
  // Node counts a write as a whole until its last byte is gone; the handle below it tells every byte.
  return handle?.writeQueueSize ?? socket.writableLength;
}

/** Calls `listener` when the network has taken all that a connection was given so far; not if it breaks before. */
export function whenTaken(socket: Socket, listener: () => void): void {
  // Nothing at all, behind everything else.
  socket.write(NOTHING, (fault) => {
    if (fault === undefined || fault === null) listener();
  });
}
