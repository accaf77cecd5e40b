/** The primary result codes of SQLite that mean something to us. https://sqlite.org/rescode.html */
export const SQLITE = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** The primary result code of what `node:sqlite` threw; `undefined` where SQLite did not speak. */
export function sqliteCodeOf(fault: unknown): number | undefined {
  if (!(fault instanceof Error) || !("errcode" in fault) || typeof fault.errcode !== "number") return undefined;
  return fault.errcode & 0xff;
}
