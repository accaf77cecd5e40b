import { RawConnection } from "../wire/raw-connection.ts";
import { type WireFrame, wrapText } from "../wire/wire-frame.ts";
import type { LoadProtocol, Target } from "./load-protocol.ts";

const TOPIC = "home";
const CONNECT = 0x10;
const PUBLISH = 0x30;
const SUBSCRIBE = 0x82;
const CONNACK_BYTES = 4;
const SUBACK_BYTES = 5;
const KEEP_ALIVE_OFF = [0, 0];
const CLEAN_SESSION = 2;
const LEVEL_3_1_1 = 4;

/** MQTT 3.1.1 with QoS 0, one topic. */
export const mqttProtocol: LoadProtocol = {
  openPublisher: (target) => openMqtt(target),
  encode: encodePublish,
  openSubscriber: async (target, take) => {
    const connection = await openMqtt(target);
    await ask(connection, packet(SUBSCRIBE, [Buffer.from([0, 1]), text(TOPIC), Buffer.from([0])]), SUBACK_BYTES);
    connection.take = (bytes) => take(bytes, bytes.length);
    return connection;
  },
};

let clients = 0;

async function openMqtt(target: Target): Promise<RawConnection> {
  const connection = await RawConnection.open(target);
  clients += 1;
  const variable = [
    text("MQTT"),
    Buffer.from([LEVEL_3_1_1, CLEAN_SESSION, ...KEEP_ALIVE_OFF]),
    text(`bench-${clients}`),
  ];
  await ask(connection, packet(CONNECT, variable), CONNACK_BYTES);
  connection.take = () => {};
  return connection;
}

/** Writes a packet and waits for the answer, which has a known length. */
async function ask(connection: RawConnection, bytes: Buffer, answerBytes: number): Promise<void> {
  const answered = Promise.withResolvers<void>();
  let missing = answerBytes;
  connection.take = (part) => {
    missing -= part.length;
    if (missing <= 0) answered.resolve();
  };
  connection.write(bytes);
  await answered.promise;
}

function encodePublish(update: string): WireFrame {
  const topic = text(TOPIC);
  const head = Buffer.concat([Buffer.from([PUBLISH]), varint(topic.length + Buffer.byteLength(update)), topic]);
  return wrapText(head, update);
}

function packet(type: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type]), varint(body.length), body]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length >> 8, value.length & 0xff]), Buffer.from(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest > 127;
    bytes.push((rest & 127) | (more ? 128 : 0));
    rest >>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}
