/** How long anything in these tests may take to come, milliseconds. Far above what it takes on a busy machine. */
export const DEADLINE_MS = 20_000;
