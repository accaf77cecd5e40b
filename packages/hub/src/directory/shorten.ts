/** The text itself, or its beginning and an ellipsis where it has more than `maxLength` characters. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // A slice would keep the whole text in memory.
  return Buffer.from(`${text.slice(0, maxLength - 1)}…`).toString();
}
