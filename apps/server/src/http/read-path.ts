import type { ApiContext } from "./api-context.ts";

/** Ids that a URL parser takes for steps between folders, however they are escaped: they are escaped twice. */
const DOTS: ReadonlyMap<string, string> = new Map([
  ["%2e", "."],
  ["%2e%2e", ".."],
]);

/** A parameter of the path, decoded. An id of `.` or `..` stands in it as `%252E` or `%252E%252E`. */
export function readPath(c: ApiContext, name: string): string {
  const value = c.req.param(name) ?? "";
  return DOTS.get(value.toLowerCase()) ?? value;
}
