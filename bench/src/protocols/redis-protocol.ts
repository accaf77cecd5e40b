import { RawConnection } from "../wire/raw-connection.ts";
import { TextWatch } from "../wire/text-watch.ts";
import { wrapText } from "../wire/wire-frame.ts";
import type { LoadProtocol } from "./load-protocol.ts";

const CHANNEL = "home";

/** Redis pub/sub, one channel. */
export const redisProtocol: LoadProtocol = {
  openPublisher: (target) => RawConnection.open(target),
  encode: (update) => wrapText(command("PUBLISH", CHANNEL) + `$${Buffer.byteLength(update)}\r\n`, update, "\r\n"),
  openSubscriber: async (target, take) => {
    const watch = new TextWatch();
    const connection = await RawConnection.open(target, (bytes) => watch.take(bytes));
    const ready = watch.find(":1\r\n");
    connection.write(`*2\r\n${bulk("SUBSCRIBE")}${bulk(CHANNEL)}`);
    await ready;
    connection.take = (bytes) => take(bytes, bytes.length);
    return connection;
  },
};

/** A command whose last argument follows. */
function command(...args: readonly string[]): string {
  return `*${args.length + 1}\r\n${args.map(bulk).join("")}`;
}

function bulk(value: string): string {
  return `$${value.length}\r\n${value}\r\n`;
}
