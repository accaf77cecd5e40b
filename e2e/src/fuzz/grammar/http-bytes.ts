import * as fc from "fast-check";
import { createTextMutation, mutateText } from "./mutate-text.ts";

const TOKEN = "Bearer @token-root";
const BODY = '{"command":"turn_on"}';
const HEAD = "Host: 127.0.0.1\r\n";
const CREDENTIAL = `Authorization: ${TOKEN}\r\n`;
const JSON_TYPE = "Content-Type: application/json\r\n";
const COMMAND = "POST /v1/os/devices/fuzz-1/command HTTP/1.1\r\n";
const SIZED = `${COMMAND}${HEAD}${CREDENTIAL}${JSON_TYPE}Content-Length: ${BODY.length}\r\n\r\n${BODY}`;
const CHUNKED = `${COMMAND}${HEAD}${CREDENTIAL}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`;

/** Requests as they stand on the wire. */
const REQUESTS: readonly string[] = [
  `GET /healthz HTTP/1.1\r\n${HEAD}\r\n`,
  `GET /v1/os/bootstrap HTTP/1.1\r\n${HEAD}${CREDENTIAL}\r\n`,
  `GET /v1/os/bootstrap HTTP/1.1\r\n${HEAD}\r\n`,
  `GET /v1/os/devices?limit=1 HTTP/1.0\r\n${HEAD}${CREDENTIAL}\r\n`,
  `HEAD /v1/os/devices HTTP/1.1\r\n${HEAD}${CREDENTIAL}\r\n`,
  `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`,
  `CONNECT 127.0.0.1:80 HTTP/1.1\r\n${HEAD}\r\n`,
  `GET http://127.0.0.1/healthz HTTP/1.1\r\n${HEAD}\r\n`,
  `GET http://evil.example/v1/os/bootstrap HTTP/1.1\r\n${HEAD}${CREDENTIAL}\r\n`,
  SIZED,
  `${CHUNKED}15\r\n${BODY}\r\n0\r\n\r\n`,
  `${CHUNKED}5;x=y\r\n${BODY.slice(0, 5)}\r\n10\r\n${BODY.slice(5)}\r\n0\r\nTrailer: x\r\n\r\n`,
  `${COMMAND}${HEAD}${CREDENTIAL}${JSON_TYPE}Content-Length: ${BODY.length}\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n${BODY}\r\n0\r\n\r\n`,
  `${COMMAND}${HEAD}${CREDENTIAL}${JSON_TYPE}Content-Length: 2\r\nContent-Length: 21\r\n\r\n${BODY}`,
  `${COMMAND}${HEAD}${CREDENTIAL}${JSON_TYPE}Expect: 100-continue\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
  `POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${HEAD}Content-Length: 2\r\n\r\n40`,
  `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${HEAD}\r\n`,
  `GET /socket.io/?EIO=3&transport=polling&sid=x HTTP/1.1\r\n${HEAD}\r\n`,
  `POST /v1/os/auth/login HTTP/1.1\r\n${HEAD}${JSON_TYPE}Content-Length: 32\r\n\r\n{"username":"a","password":"bbb"}`,
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
  "GET /healthz\r\n\r\n",
];
const PIECES = [
  "\r\n",
  "\n",
  "\r",
  "\u0000",
  " ",
  "\t",
  ":",
  "\r\n\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding: gzip, chunked\r\n",
  "Transfer-Encoding : chunked\r\n",
  "Content-Length: 0\r\n",
  "Content-Length: -1\r\n",
  "Content-Length: 99999999999999999999\r\n",
  "Content-Length: 1e3\r\n",
  "Content-Length: 5, 5\r\n",
  "Host: evil.example\r\n",
  "Connection: close\r\n",
  "Connection: upgrade\r\nUpgrade: websocket\r\n",
  "X: y\r\n Host: evil.example\r\n",
  "ffffffffffffffff\r\n",
  "-1\r\n",
  "0x5\r\n",
  "\u00ff",
];

/** Bytes of one or more requests on one connection, in pieces. Characters are bytes. */
export const httpBytes: fc.Arbitrary<readonly string[]> = fc
  .record({
    requests: fc.array(
      fc.record({
        text: fc.constantFrom(...REQUESTS),
        mutations: fc.array(createTextMutation(PIECES), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    long: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.constantFrom(8000, 17_000, 70_000)),
    cuts: fc.array(fc.nat({ max: 1000 }), { maxLength: 4 }),
  })
  .map(({ requests, long, cuts }) => {
    const text = requests.map((request) => mutateText(request.text, request.mutations)).join("");
    const padded = long === 0 ? text : text.replace("\r\n", `\r\nX-Long: ${"x".repeat(long)}\r\n`);
    return cutUp(toBytes(padded), cuts);
  });

function toBytes(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}

function cutUp(text: string, cuts: readonly number[]): readonly string[] {
  const places = cuts.map((cut) => Math.floor((text.length * cut) / 1000)).toSorted((a, b) => a - b);
  return [...places, text.length].map((place, index) => text.slice(places[index - 1] ?? 0, place));
}
