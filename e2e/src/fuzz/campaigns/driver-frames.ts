import { type DriverErrorFrame, isProtocolError, LIMITS, parseDriverFrame, parseHubFrame } from "@hos/protocol";
import * as fc from "fast-check";
import { DriverSocket, type Frame } from "../../load/drivers/driver-socket.ts";
import { driverFrame, type WireFrame } from "../grammar/driver-frame.ts";
import { type FuzzLab, FUZZER } from "../lab/fuzz-lab.ts";
import { within } from "../lab/within.ts";
import type { Campaign } from "./campaign.ts";
import { expectSentence } from "./expect-sentence.ts";
import { shorten } from "./shorten.ts";

/** Who sends: the driver of the lab, one that has not registered, or one that has a token in its upgrade request. */
type Sender = "registered" | "stranger" | "bearer";

interface DriverCase {
  readonly sender: Sender;
  readonly frames: readonly WireFrame[];
}

const DEADLINE_MS = 15_000;
/** Closings that are an answer. The first four are of WebSocket, the others say what an error frame said before. */
const CLOSE_CODES: ReadonlySet<number> = new Set([1002, 1003, 1007, 1009, 4002, 4003, 4004]);
/** One that has not registered may send this much. The connection of one that goes on is cut. */
const UNREGISTERED_BYTES = 64 * 1024;
const OPENED: Frame = { name: "Fuzzed", deviceType: "light" };

/** Frames of a driver: golden ones that are spoilt, and whatever else. */
export class DriverFrameCampaign implements Campaign<DriverCase> {
  readonly name = "driver-frames";
  readonly arbitrary = fc.record({
    sender: fc.constantFrom<Sender>("registered", "registered", "registered", "stranger", "bearer"),
    frames: fc.array(driverFrame, { minLength: 1, maxLength: 8 }),
  });
  readonly #registered = new WeakMap<FuzzLab, DriverSocket>();
  #fences = 0;

  async run(lab: FuzzLab, input: DriverCase): Promise<void> {
    if (input.sender === "registered") {
      await this.#try(await this.#connect(lab), input);
      return;
    }
    const token = input.sender === "bearer" ? lab.driverToken : undefined;
    await using socket = await DriverSocket.open(lab.hub.driverUrl, token);
    await this.#try(socket, input);
    if (token === undefined && socket.frames.some(({ event }) => event === "REGISTERED")) {
      throw new Error("A driver without a credential was registered.");
    }
  }

  show({ sender, frames }: DriverCase): string {
    const lines = frames.map(({ text, binary }) => `${binary ? "binary " : ""}${shorten(text)}`);
    return [`sender: ${sender}`, ...lines].join("\n");
  }

  async settle(lab: FuzzLab): Promise<void> {
    await this.#registered.get(lab)?.[Symbol.asyncDispose]();
    await using socket = await DriverSocket.open(lab.hub.driverUrl, lab.driverToken);
    socket.register(FUZZER);
    const registered = await within(
      DEADLINE_MS,
      "REGISTERED",
      socket.find(({ event }) => event === "REGISTERED"),
    );
    const ids = (registered?.["devices"] ?? []) as readonly string[];
    const events = ids.map((id) => ({ event: "DEVICE_REMOVED", device_id: id, data: {} }));
    socket.send({ method: "driver.events", params: { events } });
    await this.#fence(socket);
  }

  /** The connection of the driver of the lab: the one that there is, or a new one. */
  async #connect(lab: FuzzLab): Promise<DriverSocket> {
    const known = this.#registered.get(lab);
    if (known?.isOpen === true) return known;
    const socket = await DriverSocket.open(lab.hub.driverUrl);
    this.#registered.set(lab, socket);
    socket.register(FUZZER, { token: lab.driverToken });
    await within(
      DEADLINE_MS,
      "REGISTERED",
      socket.find(({ event }) => event === "REGISTERED"),
    );
    for (const id of ["light-1", "fuzz-1"]) socket.send({ event: "DEVICE_DISCOVERED", device_id: id, data: OPENED });
    return socket;
  }

  async #try(socket: DriverSocket, { sender, frames }: DriverCase): Promise<void> {
    await this.#fence(socket);
    socket.frames.splice(0);
    for (const { text, binary } of frames) socket.send(binary ? Buffer.from(text) : text);
    await this.#fence(socket);
    const errors = socket.frames.flatMap(readError);
    for (const error of errors) expectGoodError(error);
    if (!socket.isOpen) {
      expectGoodEnd(socket.closeCode ?? 0, frames);
      return;
    }
    const counts = frames.map(countRefused);
    // Before the registration a bulk is refused as a whole.
    const refused = counts.reduce((sum, count) => sum + (sender === "registered" ? count : Math.min(count, 1)), 0);
    if (errors.length < refused) throw new Error(`Of ${refused} frames that are wrong ${errors.length} were answered.`);
  }

  /** Waits until everything that was sent is answered: an event that nobody knows is, whoever sends it. */
  async #fence(socket: DriverSocket): Promise<void> {
    this.#fences += 1;
    const event = `FENCE_${this.#fences}`;
    socket.send({ event, device_id: "fence", data: {} });
    const isAnswer = ({ ref }: Frame) => (ref as Frame | undefined)?.["event"] === event;
    await within(DEADLINE_MS, "The answer to the last frame", socket.find(isAnswer));
  }
}

function expectGoodEnd(code: number, frames: readonly WireFrame[]): void {
  const sizes = frames.map(({ text }) => Buffer.byteLength(text));
  const isFlood = sizes.reduce((sum, size) => sum + size, 0) > UNREGISTERED_BYTES;
  const isTooLarge = sizes.some((size) => size > LIMITS.frameBytes);
  if (!CLOSE_CODES.has(code) && !(code === 1006 && (isFlood || isTooLarge))) {
    throw new Error(`The hub closed with ${code}.`);
  }
}

function readError(frame: Frame): readonly DriverErrorFrame[] {
  const parsed = parseHubFrame(JSON.stringify(frame));
  return parsed.type === "error" ? [parsed.frame] : [];
}

function expectGoodError(error: DriverErrorFrame): void {
  if (error.code === "DRIVER_WS_INTERNAL") throw new Error(`The hub failed: ${JSON.stringify(error)}`);
  expectSentence(error.error);
  for (const detail of error.details) expectSentence(detail);
}

/** How many errors a frame is to be answered with, by the parser of the protocol. The hub may refuse more. */
function countRefused({ text, binary }: WireFrame): number {
  if (binary) return 1;
  try {
    const frame = parseDriverFrame(Buffer.from(text).toString());
    return frame.type === "events" ? frame.events.filter(isProtocolError).length : 0;
  } catch (fault) {
    if (isProtocolError(fault)) return 1;
    throw fault;
  }
}
