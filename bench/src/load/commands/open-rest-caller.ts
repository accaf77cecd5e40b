import type { Target } from "../../protocols/load-protocol.ts";
import { RawConnection } from "../../wire/raw-connection.ts";
import { readHttpAnswers } from "../../wire/read-http-answers.ts";
import { type CommandCaller, commandBody } from "./command-caller.ts";

/** Commands over REST, one at a time on a connection that stays. */
export async function openRestCaller({ token, ...address }: Target): Promise<CommandCaller> {
  let answered: ((ok: boolean) => void) | undefined;
  const take = readHttpAnswers((status) => answered?.(status === 200));
  const connection = await RawConnection.open(address, take);
  const shared = [
    `host: ${address.host}:${address.port}`,
    "content-type: application/json",
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
  ].join("\r\n");
  return {
    call: (device, brightness) => {
      const body = JSON.stringify(commandBody(brightness));
      const line = `POST /app/os/devices/${device}/command HTTP/1.1\r\n`;
      connection.write(`${line}${shared}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      return new Promise((resolve) => (answered = resolve));
    },
    close: () => connection.close(),
  };
}
