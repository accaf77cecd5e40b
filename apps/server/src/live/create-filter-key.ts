import type { LiveFilter } from "@hos/protocol/live";

/** A text that is the same for filters that mean the same, whatever the order of their members and values. */
export function createFilterKey(filter: LiveFilter = {}): string {
  const members = Object.entries(filter)
    .map(([name, values]) => [name, [...new Set<string>(values)].toSorted()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(members);
}
