import { type TSchema, Type } from "typebox";
import type { RestAnswer, RestParameter, RestRoute } from "./rest-route.ts";

/** Checks routes, and keeps the texts of their ids and scopes for the compiler. */
export function defineRoutes<const Routes extends readonly RestRoute[]>(routes: Routes): Routes {
  return routes;
}

/** A parameter in the path. */
export function inPath(name: string, description: string): RestParameter {
  return { name, in: "path", description, schema: Type.String() };
}

/** A parameter in the query. */
export function inQuery(name: string, description: string, schema: TSchema = Type.String()): RestParameter {
  return { name, in: "query", description, schema };
}

/** The answer 200. */
export function ok(description: string, schema: TSchema): Readonly<Record<number, RestAnswer>> {
  return { 200: { description, schema } };
}

/** The query parameters that narrow to devices. @param repeat added to what each is said to be */
export function createDeviceFilters(repeat: string): readonly RestParameter[] {
  return [
    inQuery("space", `Only devices of this space.${repeat}`),
    inQuery("type", `Only devices of this deviceType.${repeat}`),
    inQuery("driver", `Only devices of this driverKey.${repeat}`),
    inQuery("tag", `Only devices with this tag.${repeat}`),
  ];
}
