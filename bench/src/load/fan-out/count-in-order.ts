import { SEQUENCE_MARK } from "../update-writer.ts";

/**
 * Reads what one client got and counts the updates that came in their order, each once.
 *
 * @param from the first number that was sent, @param to the one after the last.
 */
export function countInOrder(chunks: readonly Buffer[], { from, to }: { from: number; to: number }): number {
  const text = Buffer.concat(chunks).toString("latin1");
  let expected = from;
  let count = 0;
  for (let at = text.indexOf(SEQUENCE_MARK); at !== -1; at = text.indexOf(SEQUENCE_MARK, at + 1)) {
    const sequence = Number.parseInt(text.slice(at + SEQUENCE_MARK.length, at + SEQUENCE_MARK.length + 8), 10);
    if (sequence !== expected || sequence >= to) continue;
    expected += 1;
    count += 1;
  }
  return count;
}
