/** A source of numbers in `[0, 1)`, like `Math.random`. Passed in, so that a test can fix it. */
export type Random = () => number;
