import type { Hub } from "@hos/hub";
import type { CatchUp } from "../delivery/live-codec.ts";
import type { LiveGroup } from "../delivery/live-group.ts";
import type { Lag } from "../delivery/live-member.ts";
import { takeSnapshot } from "../delivery/opening-desk.ts";
import type { ChangeFold } from "./change-fold.ts";
import { collectFold } from "./collect-fold.ts";

/** Where a client stopped, and what there is to bring it up to date with. */
export interface CatchUpSource {
  readonly group: LiveGroup;
  readonly lag: Extract<Lag, { type: "stalled" }>;
  readonly fold: ChangeFold | undefined;
  readonly devices: Hub["devices"];
}

/** What a client lacks that was stalled; `undefined` where it lacks nothing. What it holds is to be encoded at once. */
export function createCatchUp({ group, lag, fold, devices }: CatchUpSource): CatchUp | undefined {
  const { events: kept, dropped } = group.keptSince(lag.firstKept);
  const told = dropped > 0 && { dropped };
  const changes = foldFor(group, { lag, fold, devices });
  if (changes === undefined) {
    const snapshot = takeSnapshot(group, devices);
    return { conflated: { devices: snapshot.devices.length, ...told }, snapshot, events: kept };
  }
  if (changes.length === 0 && kept.length === 0 && dropped === 0) return undefined;
  const ids = new Set(changes.map((change) => change.device_id));
  return { conflated: { devices: ids.size, events: changes.length, ...told }, events: [...changes, ...kept] };
}

function foldFor({ options: { view } }: LiveGroup, { lag, fold, devices }: Omit<CatchUpSource, "group">) {
  if (fold === undefined || fold.start > lag.revision) return undefined;
  return collectFold(fold, { since: lag.revision, view, find: (deviceId) => devices.get(deviceId) });
}
