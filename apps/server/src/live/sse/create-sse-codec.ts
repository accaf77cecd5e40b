import { formatCursor } from "@hos/protocol/live";
import type { LiveCodec } from "../delivery/live-codec.ts";
import { Parcel } from "../delivery/parcel.ts";
import { encodeSseEvent, encodeSseEvents, encodeSseKeepAlive, encodeSseOpening, type SseTerms } from "./encode-sse.ts";
import { frameHttpChunk } from "./frame-http-chunk.ts";

/** The live stream as server-sent events. */
export interface SseCodec extends LiveCodec {
  /** A comment that tells the clients that they have everything up to `revision`. */
  encodeKeepAlive(epoch: string, revision: number): Parcel;
}

/** Makes the form of the live stream for `EventSource`, in chunks of HTTP. */
export function createSseCodec(terms: SseTerms): SseCodec {
  return {
    kind: "sse",
    encodeOpening: (opening) => createParcel(encodeSseOpening(opening, terms)),
    encodeEvents: (events, epoch) => createParcel(encodeSseEvents(events, epoch)),
    encodeCatchUp: ({ conflated, snapshot, events }, epoch) =>
      createParcel(
        encodeSseEvent("CONFLATED", conflated),
        snapshot === undefined ? "" : encodeSseEvent("SNAPSHOT", snapshot, formatCursor(snapshot)),
        encodeSseEvents(events, epoch),
      ),
    encodeKeepAlive: (epoch, revision) => createParcel(encodeSseKeepAlive(formatCursor({ epoch, revision }))),
  };
}

function createParcel(...texts: readonly string[]): Parcel {
  return new Parcel(texts, frameHttpChunk);
}
