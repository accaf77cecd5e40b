import type { TObject } from "typebox";
import { LIMITS } from "../limits.ts";

/** The parameters of a query as text. Of one that is given twice the server decides which counts. */
export type QueryParams = Readonly<Record<string, string | undefined>>;

/** Picks the parameters that `schema` names, with `limit` as a number and its default; empty ones count as not given. */
export function readQuery(params: QueryParams, schema: TObject): Readonly<Record<string, string | number>> {
  const query: Record<string, string | number> = { limit: LIMITS.pageDefault };
  for (const name of Object.keys(schema.properties)) {
    const text = Object.hasOwn(params, name) ? params[name] : undefined;
    if (text === undefined || text === "") continue;
    query[name] = name === "limit" && /^-?\d{1,9}$/.test(text) ? Number(text) : text;
  }
  return query;
}
