/** No list of the protocol may have more items than this. */
const MAX_ITEMS = 1001;

/**
 * `value` with the ends of its long lists cut off, so that saying what is wrong with it does not take longer than
 * finding that something is. That a list is too long can still be seen. Nothing is copied where nothing is cut.
 */
export function cutLists(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value.length > MAX_ITEMS ? value.slice(0, MAX_ITEMS) : value;
    const cut = items.map(cutLists);
    return items !== value || cut.some((item, index) => item !== items[index]) ? cut : value;
  }
  const entries = Object.entries(value);
  const cut = entries.map(([name, member]) => [name, cutLists(member)] as const);
  return cut.some(([, member], index) => member !== entries[index]?.[1]) ? Object.fromEntries(cut) : value;
}
