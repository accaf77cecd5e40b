import * as fc from "fast-check";
import { RawSocket } from "../../load/net/raw-socket.ts";
import { type WebSocketFrame, webSocketFrame, writeWebSocketFrame } from "../grammar/web-socket-bytes.ts";
import { type FuzzLab, FUZZER } from "../lab/fuzz-lab.ts";
import type { Campaign } from "./campaign.ts";
import { shorten } from "./shorten.ts";

interface BytesCase {
  /** Lines of the upgrade request in the place of the right ones; empty values leave a line out. */
  readonly lines: Readonly<Record<string, string>>;
  readonly path: string;
  /** Whether the bytes of the frames come with the upgrade request. */
  readonly early: boolean;
  /** Whether it registers before it sends frames. */
  readonly registers: boolean;
  readonly frames: readonly WebSocketFrame[];
  /** How many bytes are written at once; 0: all. */
  readonly piece: number;
  /** Of the last frame, how many bytes are never sent. */
  readonly missing: number;
}

const LINES: Readonly<Record<string, readonly string[]>> = {
  host: ["", "evil.example", "127.0.0.1:1", "localhost.", "[::1]:80"],
  origin: ["null", "http://evil.example", "http://127.0.0.1", "file://"],
  upgrade: ["", "h2c", "WebSocket, h2c", "websocket\u0000"],
  connection: ["", "keep-alive", "keep-alive, Upgrade"],
  "sec-websocket-key": ["", "x", "AAAAAAAAAAAAAAAAAAAAAA==AA", "\u00e9"],
  "sec-websocket-version": ["", "8", "99", "13, 8"],
  "sec-websocket-extensions": ["permessage-deflate", "permessage-deflate; server_max_window_bits=99", ";;;", 'x="\\"'],
  "sec-websocket-protocol": ["a", "a,a", ",", "\u00e9"],
  authorization: ["Bearer x", "Bearer", `Bearer ${"x".repeat(8000)}`],
  "x-forwarded-for": ["127.0.0.1"],
  "content-length": ["5"],
  "transfer-encoding": ["chunked"],
};
const PATHS = [
  "/driver?token=x",
  "//driver",
  "/driver/",
  "/DRIVER",
  "/driver/../driver",
  "/socket.io/",
  "http://x/driver",
  "*",
];
const DEADLINE_MS = 5000;
const QUIET_MS = 30;
const RIGHT: Readonly<Record<string, string>> = {
  host: "127.0.0.1",
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

const line = fc
  .constantFrom(...Object.entries(LINES))
  .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));

/** Bytes below the frames of drivers: upgrade requests and frames of WebSocket that are more or less right. */
export class WebSocketBytesCampaign implements Campaign<BytesCase> {
  readonly name = "web-socket-bytes";
  readonly arbitrary = fc.record({
    lines: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      fc.array(line, { minLength: 1, maxLength: 2 }).map((lines) => Object.fromEntries(lines)),
    ),
    path: fc.oneof({ weight: 9, arbitrary: fc.constant("/driver") }, fc.constantFrom(...PATHS)),
    early: fc.boolean(),
    registers: fc.boolean(),
    frames: fc.array(webSocketFrame, { maxLength: 5 }),
    piece: fc.constantFrom(0, 0, 1, 2, 7, 4096),
    missing: fc.constantFrom(0, 0, 0, 1, 3, 20),
  });

  async run(lab: FuzzLab, input: BytesCase): Promise<void> {
    await using socket = await RawSocket.open(lab.hub.port);
    const request = writeRequest(input);
    const registration = input.registers ? [writeRegistration(lab.driverToken)] : [];
    const bytes = Buffer.concat([...registration, ...input.frames.map(writeWebSocketFrame)]);
    const sent = bytes.subarray(0, Math.max(bytes.length - input.missing, 0));
    if (input.early) {
      write(socket, Buffer.concat([request, sent]), input.piece);
    } else {
      socket.write(request);
      await socket.settle({
        quietMs: QUIET_MS,
        maxMs: DEADLINE_MS,
        found: (received) => received.includes("CONNECTED"),
      });
      write(socket, sent, input.piece);
    }
    await socket.settle({ quietMs: QUIET_MS, maxMs: DEADLINE_MS });
    expectGoodAnswer(socket.received.toString("latin1"));
  }

  show({ lines, path, frames, ...rest }: BytesCase): string {
    const shown = frames.map((frame) => {
      const { payload, length, ...head } = frame;
      return `${JSON.stringify({ ...head, length: String(length) })} ${shorten(payload.toString("latin1"))}`;
    });
    return [`${path} ${JSON.stringify({ ...lines, ...rest })}`, ...shown].join("\n");
  }
}

function writeRequest({ lines, path }: BytesCase): Buffer {
  const all = Object.entries({ ...RIGHT, ...lines }).filter(([, value]) => value !== "");
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
    "latin1",
  );
}

function writeRegistration(token: string): Buffer {
  const frame = { method: "driver.register", params: { ...FUZZER, protocolVersion: 1, token } };
  return writeWebSocketFrame({
    fin: true,
    reserved: 0,
    opcode: 1,
    masked: true,
    length: undefined,
    payload: Buffer.from(JSON.stringify(frame)),
  });
}

/** Small pieces are written for the first bytes only: more would take longer than it is worth. */
const MOST_PIECES = 200;

function write(socket: RawSocket, bytes: Buffer, piece: number): void {
  const small = piece === 0 ? 0 : Math.min(bytes.length, MOST_PIECES * piece);
  for (let start = 0; start < small; start += piece)
    socket.write(bytes.subarray(start, Math.min(start + piece, small)));
  socket.write(bytes.subarray(small));
}

/** @throws {Error} where the hub says that it failed. */
function expectGoodAnswer(received: string): void {
  if (/^HTTP\/1\.1 500|DRIVER_WS_INTERNAL|"INTERNAL"/m.test(received))
    throw new Error(`The hub failed: ${shorten(received)}`);
  if (received !== "" && !/^HTTP\/1\.1 (?:101|200|4\d\d|503)/.test(received)) {
    throw new Error(`This is no answer: ${shorten(received)}`);
  }
}
