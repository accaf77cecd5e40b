import type { LiveEvent } from "@hos/protocol/live";
import type { LiveCodec } from "../delivery/live-codec.ts";
import { Parcel } from "../delivery/parcel.ts";
import { encodeEngineFrames } from "./encode-engine-frames.ts";

/** The live stream over Socket.IO. `batch`: all events of a turn as one BATCH. `plain`: each under its own name. */
export function createSocketCodec(kind: "batch" | "plain"): LiveCodec {
  const tell = kind === "batch" ? tellBatch : tellEach;
  return {
    kind,
    encodeOpening: (opening) =>
      createParcel([
        encodePacket("HELLO", opening.hello),
        ...("missed" in opening ? tell(opening.missed) : [encodePacket("SNAPSHOT", opening.snapshot)]),
      ]),
    encodeEvents: (events) => createParcel(tell(events)),
    encodeCatchUp: ({ conflated, snapshot, events }) =>
      createParcel([
        encodePacket("CONFLATED", conflated),
        ...(snapshot === undefined ? [] : [encodePacket("SNAPSHOT", snapshot)]),
        ...tell(events),
      ]),
  };
}

function createParcel(packets: readonly string[]): Parcel {
  return new Parcel(packets, encodeEngineFrames);
}

function tellBatch(events: readonly LiveEvent[]): readonly string[] {
  return events.length === 0 ? [] : [encodePacket("BATCH", events)];
}

function tellEach(events: readonly LiveEvent[]): readonly string[] {
  return events.map((event) => encodePacket(event.event, event));
}

/** An EVENT packet of the default namespace (Socket.IO protocol v5). */
function encodePacket(name: string, data: unknown): string {
  return `2["${name}",${JSON.stringify(data)}]`;
}
