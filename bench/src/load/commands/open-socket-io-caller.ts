import type { Target } from "../../protocols/load-protocol.ts";
import { encodeWebSocketFrame } from "../../wire/encode-web-socket-frame.ts";
import { openWebSocket } from "../../wire/open-web-socket.ts";
import { readTexts } from "../../wire/read-texts.ts";
import { type CommandCaller, commandBody } from "./command-caller.ts";

const PATH = "/socket.io/?EIO=4&transport=websocket";
const ACKNOWLEDGEMENT = /^43(\d+)(.*)$/s;

/** Commands over one Socket.IO connection, any number at a time. It listens to no device. */
export async function openSocketIoCaller({ token, ...address }: Target): Promise<CommandCaller> {
  const waiting = new Map<number, (ok: boolean) => void>();
  let calls = 0;
  let listening: (() => void) | undefined;
  const take = readTexts((text) => {
    if (text === "2") connection.write(encodeWebSocketFrame("3").bytes);
    else if (text.startsWith("0")) open();
    else if (text.includes("HELLO")) listening?.();
    const [, id, body = ""] = ACKNOWLEDGEMENT.exec(text) ?? [];
    if (id === undefined) return;
    waiting.get(Number(id))?.(body.includes('"status":"succeeded"'));
    waiting.delete(Number(id));
  });
  const open = () => {
    const auth = { filter: { devices: [] }, coalesce: true, ...(token !== undefined && { token }) };
    connection.write(encodeWebSocketFrame(`40${JSON.stringify(auth)}`).bytes);
  };
  // What comes with the head of the answer must find a connection to answer on.
  const early: Buffer[] = [];
  const connection = await openWebSocket(address, PATH, (bytes) => early.push(Buffer.from(bytes)));
  connection.take = take;
  const greeted = new Promise<void>((resolve) => (listening = resolve));
  for (const bytes of early) take(bytes);
  await greeted;
  return {
    call: (device, brightness) => {
      calls += 1;
      const id = calls;
      const packet = `42${id}${JSON.stringify(["command", { deviceId: device, ...commandBody(brightness) }])}`;
      connection.write(encodeWebSocketFrame(packet).bytes);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close: () => connection.close(),
  };
}
