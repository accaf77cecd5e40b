/** What has a place in a list that people look at. */
export interface Orderable {
  readonly id: string;
  readonly name: string;
  readonly order: number;
}

/** Made when two names are compared first: the tables for it take 3 MB, which a hub without a home does not need. */
let byName: Intl.Collator | undefined;

function compareNames(a: string, b: string): number {
  byName ??= new Intl.Collator("en", { sensitivity: "base", numeric: true });
  return byName.compare(a, b);
}

/** By order, then by name, then by id. */
export function listInOrder<Item extends Orderable>(items: readonly Item[]): readonly Item[] {
  return items.toSorted(
    (a, b) => a.order - b.order || compareNames(a.name, b.name) || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** The place behind all of `items`. */
export function orderAtEnd(items: readonly Orderable[]): number {
  return items.reduce((end, { order }) => Math.max(end, order + 1), 0);
}
