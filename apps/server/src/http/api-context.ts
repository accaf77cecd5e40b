import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** What a handler finds in `c.env`: the request and response of Node, where a server stands behind the app. */
export interface ApiEnv {
  Bindings: Partial<HttpBindings>;
}

/** The context of a handler of the client API. */
export type ApiContext = Context<ApiEnv>;
