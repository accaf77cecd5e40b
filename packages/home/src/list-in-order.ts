/** What has a place in a list that people look at. */
export interface Orderable {
  readonly id: string;
  readonly name: string;
  readonly order: number;
}

const byName = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** By order, then by name, then by id. */
export function listInOrder<Item extends Orderable>(items: readonly Item[]): readonly Item[] {
  return items.toSorted(
    (a, b) => a.order - b.order || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** The place behind all of `items`. */
export function orderAtEnd(items: readonly Orderable[]): number {
  return items.reduce((end, { order }) => Math.max(end, order + 1), 0);
}
