import { setImmediate } from "node:timers/promises";

/** How much JSON is made before the event loop has its turn again, characters: about 1 ms on a small computer. */
const SLICE_CHARACTERS = 64 * 1024;

/**
 * Turns many things into text without stalling the event loop.
 *
 * @param serialize gives a row and how many characters it took.
 */
export async function* serializeInSlices<Item, Row>(
  items: readonly Item[],
  serialize: (item: Item) => { readonly row: Row; readonly characters: number },
): AsyncIterableIterator<readonly Row[]> {
  let rows: Row[] = [];
  let size = 0;
  for (const item of items) {
    const { row, characters } = serialize(item);
    rows.push(row);
    size += characters;
    if (size < SLICE_CHARACTERS) continue;
    yield rows;
    rows = [];
    size = 0;
    await setImmediate();
  }
  yield rows;
}
