import type { JsonObject } from "@hos/protocol";
import { isJsonEqual } from "@hos/protocol/device-model";
import { ApiFailure, type ProgramItem } from "@hos/protocol/rest";
import { fillSecrets } from "./fill-secrets.ts";
import type { StoredItem } from "./stored-program.ts";

/** Where items come from. */
export interface ItemSources {
  readonly items: readonly ProgramItem[];
  /** The items of the program before, in whose place these come. */
  readonly before: readonly StoredItem[];
  /** The payload of an item as it may be told. */
  readonly conceal: (item: ProgramItem) => JsonObject;
}

/**
 * Makes of the items that a client gave those that are kept.
 *
 * @throws {ApiFailure} INVALID_REQUEST for a secret that was given as it is shown, where it is not certain which one of
 * those kept is meant.
 */
export function storeItems({ items, before, conceal }: ItemSources): readonly StoredItem[] {
  const faults: string[] = [];
  const stored = items.map((item, index): StoredItem => {
    const { payload: given } = item;
    if (given === undefined) return item;
    const kept = findKept({ items, before }, index);
    const filled = fillSecrets({ given, told: conceal(item), kept });
    if (isMissing(filled)) {
      faults.push(...filled.map((path) => `items.${index}.${path} is a secret that has to be entered again.`));
      return item;
    }
    const payload = filled;
    const told = conceal({ ...item, payload });
    return { ...item, payload, ...(isJsonEqual(told, payload) ? {} : { told }) };
  });
  if (faults.length === 0) return stored;
  throw new ApiFailure("INVALID_REQUEST", "Invalid program.", { details: faults });
}

/** The payload that an item had before: of the like item in the same place among its like, or of the only one. */
function findKept({ items, before }: Pick<ItemSources, "items" | "before">, index: number): JsonObject | undefined {
  const item = items[index];
  const isLike = (other: ProgramItem) => other.deviceId === item?.deviceId && other.command === item.command;
  const likeBefore = before.filter(isLike);
  if (likeBefore.length === 1) return likeBefore[0]?.payload;
  if (likeBefore.length !== items.filter(isLike).length) return undefined;
  return likeBefore[items.slice(0, index).filter(isLike).length]?.payload;
}

function isMissing(filled: JsonObject | readonly string[]): filled is readonly string[] {
  return Array.isArray(filled);
}
