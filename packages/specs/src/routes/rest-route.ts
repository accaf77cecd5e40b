import type { ApiErrorCode, Scope } from "@hos/protocol/rest";
import type { TSchema } from "typebox";

/** An answer of a route. */
export interface RestAnswer {
  readonly description: string;
  readonly schema?: TSchema;
  /** @default "application/json" */
  readonly mediaType?: string;
}

/** A parameter of a route. */
export interface RestParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: TSchema;
}

/**
 * Who may ask: everybody, whoever has a good credential, or who has the scope. Where the route is about devices, a scope
 * is for the devices that the credential reaches.
 */
export type RouteScope = "public" | "signed-in" | Scope;

/** A route of the client API. */
export interface RestRoute {
  readonly method: "get" | "post";
  /** Below a base path, or below the root where {@link RestRoute.at} says so. `{name}` is a path parameter. */
  readonly path: string;
  /** @default "base" */
  readonly at?: "base" | "root" | "both";
  readonly id: string;
  readonly summary: string;
  readonly scope: RouteScope;
  /** It is about the home as a whole: a credential that is confined to a part of it is refused. @default false */
  readonly wholeHome?: boolean;
  readonly parameters: readonly RestParameter[];
  readonly body?: TSchema;
  /** @default "application/json" */
  readonly bodyType?: string;
  readonly answers: Readonly<Record<number, RestAnswer>>;
  /** Codes of docs/errors.md that it answers with beside those that every route, scope and body has. */
  readonly errors: readonly ApiErrorCode[];
}
