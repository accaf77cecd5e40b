/** A share in percent with one decimal; `null` where there is no whole. */
export function toPercent(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((1000 * part) / whole) / 10 : null;
}
