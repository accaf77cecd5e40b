import type { HubSocket, HubSocketListener, OpenSocket } from "../../src/connection/hub-socket.ts";

/** A socket whose other end is the test. */
export class ScriptedSocket implements HubSocket {
  readonly sent: string[] = [];
  readonly listener: HubSocketListener;
  writable = true;
  bufferedBytes = 0;
  pings = 0;
  isTerminated = false;
  goodbye: number | undefined;

  constructor(listener: HubSocketListener) {
    this.listener = listener;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number): void {
    this.writable = false;
    this.goodbye = code;
  }

  terminate(): void {
    this.writable = false;
    this.isTerminated = true;
  }
}

/** Opens scripted sockets and keeps them, the oldest first. It lets terminated ones speak on, as a careless one would. */
export function scriptSockets(): {
  readonly openSocket: OpenSocket;
  readonly sockets: ScriptedSocket[];
  readonly last: () => ScriptedSocket;
} {
  const sockets: ScriptedSocket[] = [];
  return {
    sockets,
    openSocket: (_url, listener) => {
      const socket = new ScriptedSocket(listener);
      sockets.push(socket);
      return socket;
    },
    last: () => {
      const socket = sockets.at(-1);
      if (socket === undefined) throw new Error("No socket was opened.");
      return socket;
    },
  };
}
