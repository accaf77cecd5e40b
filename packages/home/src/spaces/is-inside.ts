import type { Space } from "@hos/protocol/rest";

/** Finds spaces by their ids. */
export interface SpaceLookup {
  get(id: string): Pick<Space, "parentId"> | undefined;
}

/** Whether `id` is the space `outerId`, or one inside it at any depth. */
export function isInside(spaces: SpaceLookup, id: string, outerId: string): boolean {
  const passed = new Set<string>();
  // What was stored may hold a circle all the same, if somebody wrote into the file.
  for (let at: string | null = id; at !== null && !passed.has(at); at = spaces.get(at)?.parentId ?? null) {
    if (at === outerId) return true;
    passed.add(at);
  }
  return false;
}
