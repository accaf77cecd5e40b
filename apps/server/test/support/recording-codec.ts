import type { LiveEvent } from "@hos/protocol/live";
import type { CatchUp, LiveCodec, Opening } from "../../src/live/delivery/live-codec.ts";
import { Parcel } from "../../src/live/delivery/parcel.ts";

/** One frame of a stream: its name and what it carries. */
export interface RecordedFrame {
  readonly name: string;
  readonly data: unknown;
}

/** A form of the live stream that is easy to read, and counts how often events are encoded. */
export class RecordingCodec implements LiveCodec {
  readonly kind: string;
  encodings = 0;
  /** Thrown by the next encoding. */
  fault: Error | undefined;

  constructor(kind = "test") {
    this.kind = kind;
  }

  encodeOpening(opening: Opening): Parcel {
    const rest = "missed" in opening ? frame("BATCH", opening.missed) : frame("SNAPSHOT", opening.snapshot);
    return pack(frame("HELLO", opening.hello), rest);
  }

  encodeEvents(events: readonly LiveEvent[]): Parcel {
    if (this.fault !== undefined) throw this.fault;
    this.encodings += 1;
    return pack(frame("BATCH", events));
  }

  encodeCatchUp({ conflated, snapshot, events }: CatchUp): Parcel {
    const replaced = snapshot === undefined ? [] : [frame("SNAPSHOT", snapshot)];
    return pack(frame("CONFLATED", conflated), ...replaced, frame("BATCH", events));
  }
}

/** The frames of what a {@link RecordingCodec} made. */
export function unpack(parcel: Parcel): readonly RecordedFrame[] {
  return JSON.parse(parcel.wire.toString()) as RecordedFrame[];
}

function frame(name: string, data: unknown): string {
  return JSON.stringify({ name, data });
}

function pack(...frames: readonly string[]): Parcel {
  return new Parcel(frames, (pieces) => Buffer.from(`[${pieces.join(",")}]`));
}
