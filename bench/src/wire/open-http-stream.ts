import { type Address, RawConnection, type TakeBytes } from "./raw-connection.ts";

const HEAD_END = "\r\n\r\n";

/** A GET request whose answer does not end. */
export interface StreamRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The status that is expected: 101 of an upgrade, 200 of a stream. */
  readonly status: number;
}

/**
 * Sends a GET request and waits for the head of the answer. What follows the head goes to `take`.
 *
 * @throws {Error} where the status is another one.
 */
export async function openHttpStream(
  address: Address,
  { path, headers = {}, status }: StreamRequest,
  take: TakeBytes,
): Promise<RawConnection> {
  const answered = Promise.withResolvers<void>();
  let head = Buffer.alloc(0);
  const connection = await RawConnection.open(address, (bytes) => {
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf(HEAD_END);
    if (end === -1) return;
    const line = head.toString("latin1", 0, head.indexOf("\r\n"));
    if (!line.includes(` ${status} `)) {
      answered.reject(new Error(`GET ${path}: ${line} ${head.toString("utf8", end)}`));
      return;
    }
    connection.take = take;
    answered.resolve();
    const rest = head.subarray(end + HEAD_END.length);
    if (rest.length > 0) take(rest);
  });
  const lines = Object.entries({ host: `${address.host}:${address.port}`, ...headers });
  connection.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  await answered.promise;
  return connection;
}
