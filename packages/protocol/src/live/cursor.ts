/** A place in the change feed of a hub. */
export interface Cursor {
  readonly epoch: string;
  readonly revision: number;
}

/** A cursor as text, as it stands in `since` and in an SSE `id`: `<epoch>:<revision>`. */
export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}:${cursor.revision}`;
}

/** Reads `<epoch>:<revision>`. Text of another form is `undefined`: such a client gets a snapshot. */
export function readCursor(text: string): Cursor | undefined {
  const match = /^([\w-]{1,64}):(\d{1,15})$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { epoch: match[1], revision: Number(match[2]) };
}
