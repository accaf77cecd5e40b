import { DeviceStore } from "@hos/client";
import type { Conflated, Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import type { LiveCodec } from "../../src/live/delivery/live-codec.ts";
import type { LiveClient } from "../../src/live/live-feed.ts";
import type { WireFrame } from "./decode-wire.ts";
import { RecordingLink } from "./recording-link.ts";

/** A client that reads the bytes of a real form of the stream into the store of @hos/client, when a test says so. */
export class StallingClient implements LiveClient {
  readonly codec: LiveCodec;
  readonly link: RecordingLink;
  readonly names = { client: "Ada" };
  readonly store = new DeviceStore();
  readonly conflations: Conflated[] = [];
  /** How many more events are folded. */
  #folded = 0;

  constructor(codec: LiveCodec, decode: (wire: Buffer) => readonly WireFrame[]) {
    this.codec = codec;
    this.link = new RecordingLink(({ wire }) => {
      for (const frame of wire.length === 0 ? [] : decode(wire)) this.#take(frame);
    });
  }

  #take({ name, data }: WireFrame): void {
    if (name === "HELLO") fail(this.store.begin(data as Hello));
    else if (name === "SNAPSHOT") this.store.replace(data as Snapshot);
    else if (name === "CONFLATED") this.#beginFold(data as Conflated);
    else if (name === "BATCH") this.#apply(data as LiveEvent[]);
    else this.#apply([data as LiveEvent]);
  }

  #beginFold(conflated: Conflated): void {
    this.conflations.push(conflated);
    this.#folded = conflated.events ?? 0;
  }

  #apply(events: readonly LiveEvent[]): void {
    fail(this.store.apply(events, { conflated: this.#folded > 0 }).fault);
    this.#folded = Math.max(0, this.#folded - events.length);
  }
}

function fail(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}
