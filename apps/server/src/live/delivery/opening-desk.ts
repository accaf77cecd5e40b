import type { Hub } from "@hos/hub";
import { readCursor, type Snapshot } from "@hos/protocol/live";
import type { CancelTimer, Clock } from "@hos/runtime";
import type { Opening } from "./live-codec.ts";
import type { LiveGroup } from "./live-group.ts";
import type { Parcel } from "./parcel.ts";

/** How long an encoded snapshot is kept for others who come just now, milliseconds. */
const KEPT_MS = 1000;

/** Makes the beginnings of streams. Clients that come together, as after a restart, are given one and the same snapshot. */
export class OpeningDesk {
  readonly #devices: Hub["devices"];
  readonly #clock: Clock;
  readonly #snapshots = new Map<LiveGroup, { readonly revision: number; readonly parcel: Parcel }>();
  #cancelClear: CancelTimer | undefined;

  constructor(devices: Hub["devices"], clock: Clock) {
    this.#devices = devices;
    this.#clock = clock;
  }

  /** The beginning of a stream, at the present revision. @param since the cursor that the client holds. */
  encode(group: LiveGroup, since: string | undefined): Parcel {
    const { codec, epoch, view } = group.options;
    const { revision } = this.#devices;
    const narrowed = view !== undefined && { narrowed: true };
    const missed = this.#findMissed(epoch, since);
    const shown = missed && (view === undefined ? missed : view.replay(missed));
    if (shown !== undefined) {
      return codec.encodeOpening({ hello: { epoch, revision, mode: "resume", ...narrowed }, missed: shown });
    }
    const kept = this.#snapshots.get(group);
    if (kept?.revision === revision) return kept.parcel;
    const hello: Opening["hello"] = { epoch, revision, mode: "snapshot", ...narrowed };
    const parcel = codec.encodeOpening({ hello, snapshot: takeSnapshot(group, this.#devices) });
    this.#keep(group, { revision, parcel });
    return parcel;
  }

  close(): void {
    this.#cancelClear?.();
    this.#snapshots.clear();
  }

  #keep(group: LiveGroup, snapshot: { readonly revision: number; readonly parcel: Parcel }): void {
    this.#snapshots.set(group, snapshot);
    this.#cancelClear ??= this.#clock.setTimeout(() => {
      this.#cancelClear = undefined;
      this.#snapshots.clear();
    }, KEPT_MS);
  }

  /** The changes after a cursor of `epoch`; `undefined` where they are not known. */
  #findMissed(epoch: string, since: string | undefined): ReturnType<Hub["devices"]["since"]> {
    const cursor = since === undefined ? undefined : readCursor(since);
    if (cursor?.epoch !== epoch) return undefined;
    return this.#devices.since({ epoch: this.#devices.epoch, revision: cursor.revision });
  }
}

/** What a group is shown now. Its records are those of the hub: encode them at once. */
export function takeSnapshot({ options: { epoch, view } }: LiveGroup, devices: Hub["devices"]): Snapshot {
  return {
    epoch,
    revision: devices.revision,
    devices: view === undefined ? [...devices.list()] : view.list(devices.list()),
  };
}
