import type { DeviceRecord } from "@hos/protocol/device-model";
import { mergeExtras, mergeState } from "@hos/protocol/device-model";
import type { Conflated, Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import type { LiveClient } from "../../src/live/live-feed.ts";
import { type RecordedFrame, RecordingCodec, unpack } from "./recording-codec.ts";
import { RecordingLink } from "./recording-link.ts";

/** A client that keeps everything, and a store of devices as a client application would. */
export class RecordingClient implements LiveClient {
  readonly codec: RecordingCodec;
  readonly link: RecordingLink;
  readonly names = { client: "Ada" };
  readonly events: LiveEvent[] = [];
  readonly batches: (readonly LiveEvent[])[] = [];
  readonly conflations: Conflated[] = [];
  store = new Map<string, DeviceRecord>();
  hello: Hello | undefined;
  revision = 0;
  /** The next batch is folded: its revisions have holes. */
  #folded = false;

  constructor(codec: RecordingCodec = new RecordingCodec()) {
    this.codec = codec;
    this.link = new RecordingLink((parcel) => unpack(parcel).forEach((frame) => this.#take(frame)));
  }

  /** The names of its events. */
  get eventNames(): readonly string[] {
    return this.events.map((event) => event.event);
  }

  #take({ name, data }: RecordedFrame): void {
    if (name === "HELLO") this.hello = data as Hello;
    if (name === "SNAPSHOT") this.#replace(data as Snapshot);
    if (name === "BATCH") this.#takeBatch(data as LiveEvent[]);
    if (name !== "CONFLATED") return;
    this.conflations.push(data as Conflated);
    this.#folded = true;
  }

  #replace({ devices, revision }: Snapshot): void {
    this.store = new Map(devices.map((device) => [device.id, device]));
    this.revision = revision;
    this.#folded = false;
  }

  #takeBatch(events: readonly LiveEvent[]): void {
    if (events.length > 0) this.batches.push(events);
    this.events.push(...events);
    for (const event of events) this.#apply(event);
    this.#folded = false;
  }

  #apply(event: LiveEvent): void {
    if (!("revision" in event)) return;
    if (event.revision <= this.revision) throw new Error(`Revision ${event.revision} came after ${this.revision}.`);
    const isNarrowed = this.hello?.narrowed === true || this.hello?.mode === "resume";
    if (!this.#folded && !isNarrowed && event.revision !== this.revision + 1) {
      throw new Error(`Revision ${event.revision} came after ${this.revision}: something is missing.`);
    }
    this.revision = event.revision;
    if ("device" in event) this.store.set(event.device_id, event.device);
    if (event.event === "DEVICE_REMOVED") this.store.delete(event.device_id);
    const device = this.store.get(event.device_id);
    if (event.event === "STATE_UPDATE" || event.event === "DEVICE_AVAILABILITY") {
      if (device === undefined)
        throw new Error(`${event.event} of ${event.device_id}, which the client does not know.`);
      if (event.event === "DEVICE_AVAILABILITY") {
        device.availability = event.availability;
      } else {
        mergeState(device.state, event.data);
        mergeExtras(device.extras, event.extras ?? {});
      }
    }
  }
}
