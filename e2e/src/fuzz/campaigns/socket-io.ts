import { once } from "node:events";
import { ApiError } from "@hos/protocol/rest";
import * as fc from "fast-check";
import { Compile } from "typebox/compile";
import { WebSocket } from "ws";
import { askHub } from "../../load/hub/ask-hub.ts";
import { connectPacket, GOOD_TOKEN, type SocketIoPacket, socketIoPacket } from "../grammar/socket-io-packet.ts";
import type { FuzzLab } from "../lab/fuzz-lab.ts";
import { within } from "../lab/within.ts";
import type { Campaign } from "./campaign.ts";
import { expectSentence } from "./expect-sentence.ts";
import { shorten } from "./shorten.ts";

interface SocketIoCase {
  readonly polling: boolean;
  readonly connect: SocketIoPacket;
  readonly packets: readonly SocketIoPacket[];
}

const apiError = Compile(ApiError);
const DEADLINE_MS = 10_000;
const LEFT_MS = 50;
const SEPARATOR = "\u001e";
const PATH = "/socket.io/?EIO=4&transport=";
/** Asked at the end: the answer says that everything before it was read. */
const FENCE_ID = 987_654;
const FENCE = `42${FENCE_ID}["command",{"deviceId":"nowhere","command":"x"}]`;
const IS_END = new RegExp(`^(?:43${FENCE_ID}\\[|44)`);

/** Packets of Socket.IO: handshakes and commands that are more or less right, over WebSocket and over polling. */
export class SocketIoCampaign implements Campaign<SocketIoCase> {
  readonly name = "socket-io";
  readonly arbitrary = fc.record({
    polling: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0),
    connect: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ text: `40{"token":"${GOOD_TOKEN}"}`, binary: false }) },
      { weight: 2, arbitrary: connectPacket },
      { weight: 1, arbitrary: socketIoPacket },
    ),
    packets: fc.array(socketIoPacket, { maxLength: 6 }),
  });

  async run(lab: FuzzLab, { polling, connect, packets }: SocketIoCase): Promise<void> {
    const sent = [connect, ...packets].map(({ text, binary }) => ({
      text: text.replaceAll(GOOD_TOKEN, lab.hub.adminToken),
      binary,
    }));
    const received = await (polling ? poll(lab, sent) : talk(lab, sent));
    for (const text of received) expectGoodPacket(lab, text);
  }

  show({ polling, connect, packets }: SocketIoCase): string {
    const lines = [connect, ...packets].map(({ text, binary }) => `${binary ? "binary " : ""}${shorten(text)}`);
    return [polling ? "over polling" : "over WebSocket", ...lines].join("\n");
  }

  async settle(lab: FuzzLab): Promise<void> {
    await lab.renew();
  }
}

async function talk({ hub }: FuzzLab, packets: readonly SocketIoPacket[]): Promise<readonly string[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${hub.port}${PATH}websocket`, { perMessageDeflate: false });
  const received: string[] = [];
  const over = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    received.push(text);
    if (IS_END.test(text)) over.resolve();
  });
  socket.on("error", () => over.resolve());
  socket.on("close", () => over.resolve());
  await once(socket, "open");
  for (const { text, binary } of [...packets, { text: FENCE, binary: false }]) {
    socket.send(binary ? Buffer.from(text) : text);
  }
  // One that has left gets no answers any more.
  if (packets.some(({ text }) => text.startsWith("41"))) setTimeout(over.resolve, LEFT_MS);
  try {
    await within(DEADLINE_MS, "The answer to the last packet", over.promise);
  } finally {
    socket.terminate();
  }
  return received;
}

/** One body with all packets, and what is there to be fetched after it. */
async function poll({ hub }: FuzzLab, packets: readonly SocketIoPacket[]): Promise<readonly string[]> {
  const opened = await askHub(hub.port, { method: "GET", path: `${PATH}polling` });
  const { sid } = JSON.parse(opened.text.slice(1)) as { readonly sid: string };
  const body = packets.map(({ text, binary }) => (binary ? `b${Buffer.from(text).toString("base64")}` : text));
  const path = `${PATH}polling&sid=${sid}`;
  const headers = { "content-type": "text/plain;charset=UTF-8" };
  const answer = await askHub(hub.port, { method: "POST", path, headers, body: [...body, FENCE].join(SEPARATOR) });
  if (![200, 400, 413].includes(answer.status)) throw new Error(`Polling was answered ${answer.status}.`);
  const received: string[] = [];
  for (let asked = 0; asked < MOST_POLLS && !received.some((text) => IS_END.test(text)); asked += 1) {
    const { status, text } = await askHub(hub.port, { method: "GET", path });
    if (status !== 200) break;
    received.push(...text.split(SEPARATOR));
  }
  await askHub(hub.port, { method: "POST", path, headers, body: "1" });
  return received;
}

const MOST_POLLS = 20;

/** @throws {Error} where a packet of the hub tells of a failure, or of one without a sentence. */
function expectGoodPacket({ watch }: FuzzLab, text: string): void {
  if (watch.tellsSecret(text)) throw new Error(`A secret was told: ${shorten(text)}`);
  const failure = readFailure(text);
  if (failure === undefined) return;
  if (!apiError.Check(failure) || failure.code === "INTERNAL") throw new Error(`The hub failed: ${shorten(text)}`);
  expectSentence(failure.error);
  for (const detail of failure.details) expectSentence(detail);
}

/** What a refused handshake or a failed command is answered with. */
function readFailure(text: string): unknown {
  if (text.startsWith("44{")) return (JSON.parse(text.slice(2)) as { readonly data?: unknown }).data;
  if (!text.startsWith("43")) return undefined;
  const [answer] = JSON.parse(text.slice(text.indexOf("["))) as readonly [{ readonly ok?: boolean } | undefined];
  return answer?.ok === false ? answer : undefined;
}
