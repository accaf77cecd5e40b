const SHOWN = 400;

/** A text as it may be shown: what is long loses its middle, and what nobody could see is escaped. */
export function shorten(text: string): string {
  const shown =
    text.length <= 2 * SHOWN ? text : `${text.slice(0, SHOWN)} ...(${text.length})... ${text.slice(-SHOWN)}`;
  return JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"');
}
