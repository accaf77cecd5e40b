import { RawConnection } from "../wire/raw-connection.ts";
import { TextWatch } from "../wire/text-watch.ts";
import { wrapText } from "../wire/wire-frame.ts";
import type { LoadProtocol, TakeDelivery, Target } from "./load-protocol.ts";

const SUBJECT = "home";
/** Without acknowledgements, as NATS clients do by default. */
const CONNECT = 'CONNECT {"verbose":false,"pedantic":false,"echo":false,"lang":"bench","version":"1","protocol":1}\r\n';

/** Core NATS, one subject. */
export const natsProtocol: LoadProtocol = {
  openPublisher: (target) => openNats(target, () => {}),
  encode: (update) => wrapText(`PUB ${SUBJECT} ${Buffer.byteLength(update)}\r\n`, update, "\r\n"),
  openSubscriber: (target, take) => openNats(target, take, `SUB ${SUBJECT} 1\r\n`),
};

async function openNats(target: Target, take: TakeDelivery, subscribe = ""): Promise<RawConnection> {
  const watch = new TextWatch();
  const connection = await RawConnection.open(target, (bytes) => watch.take(bytes));
  const ready = watch.find("PONG\r\n");
  connection.write(`${CONNECT}${subscribe}PING\r\n`);
  await ready;
  // The server's own pings come after two minutes; no run takes as long.
  connection.take = (bytes) => take(bytes, bytes.length);
  return connection;
}
