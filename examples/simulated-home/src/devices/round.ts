/** Rounds to one decimal: the precision of a reading. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
