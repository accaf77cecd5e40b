import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** A TCP connection whose bytes a test writes itself. */
export interface RawConnection extends Disposable {
  readonly socket: Socket;
  readonly write: (text: string) => void;
  /** All that came, once the other side ended the connection. */
  readonly ended: Promise<string>;
  /** All that came so far. */
  readonly text: string;
}

/** Connects to a port of this machine. @param options `tls`: does the handshake and asks for no good certificate. */
export async function connectRaw(port: number, options: { readonly tls?: boolean } = {}): Promise<RawConnection> {
  const tls = options.tls === true;
  const socket = tls ? connectTls({ port, rejectUnauthorized: false }) : connect({ port, host: "127.0.0.1" });
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  socket.on("error", () => undefined);
  const ended = new Promise<string>((resolve) => void socket.once("close", () => resolve(text)));
  await once(socket, tls ? "secureConnect" : "connect");
  return {
    socket,
    write: (more) => void socket.write(more),
    ended,
    get text() {
      return text;
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** Status and body of a raw answer. */
export function readAnswer(text: string): { readonly status: number; readonly body: unknown } {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), body: body === "" ? undefined : JSON.parse(body) };
}
