import type { DeviceRecord } from "@hos/protocol/device-model";
import { mergeExtras, mergeState } from "@hos/protocol/device-model";
import type { Hello, LiveEvent } from "@hos/protocol/live";
import type { LiveChannel, LiveClient, LiveGroup, Opening } from "../../src/live/live-channel.ts";

/** A channel that keeps what its clients were sent, and counts the broadcasts. */
export class RecordingChannel implements LiveChannel {
  readonly kind: string;
  readonly groups = new Map<string, Set<RecordingClient>>();
  broadcasts = 0;

  constructor(kind = "test") {
    this.kind = kind;
  }

  broadcast(group: LiveGroup, events: readonly LiveEvent[]): void {
    this.broadcasts += 1;
    for (const client of this.groups.get(group.name) ?? []) client.take(events);
  }
}

/** A client that keeps everything, and a store of devices as a client application would. */
export class RecordingClient implements LiveClient {
  readonly channel: RecordingChannel;
  readonly events: LiveEvent[] = [];
  readonly batches: (readonly LiveEvent[])[] = [];
  store = new Map<string, DeviceRecord>();
  hello: Hello | undefined;
  revision = 0;

  constructor(channel: RecordingChannel) {
    this.channel = channel;
  }

  get names(): readonly string[] {
    return this.events.map((event) => event.event);
  }

  open(opening: Opening, group: LiveGroup): void {
    this.hello = opening.hello;
    const clients = this.channel.groups.get(group.name) ?? new Set();
    this.channel.groups.set(group.name, clients.add(this));
    if ("missed" in opening) {
      this.take(opening.missed);
      return;
    }
    this.store = new Map(structuredClone(opening.snapshot.devices).map((device) => [device.id, device]));
    this.revision = opening.snapshot.revision;
  }

  /** No more broadcasts. */
  detach(): void {
    for (const clients of this.channel.groups.values()) clients.delete(this);
  }

  take(events: readonly LiveEvent[]): void {
    // As over a wire: what is sent later must not change what was sent.
    const received = structuredClone(events);
    this.batches.push(received);
    this.events.push(...received);
    for (const event of received) this.#apply(event);
  }

  #apply(event: LiveEvent): void {
    if (!("revision" in event)) return;
    if (event.revision <= this.revision) throw new Error(`Revision ${event.revision} came after ${this.revision}.`);
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
