import { METHOD_NAME_ALL, type Result, type Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";

/**
 * Finds a route without parameters by its path, and any other with one regular expression for all.
 *
 * hono has the latter, but not for an API that has `/spaces/save` beside `/spaces/:id/remove`: there it goes through a tree,
 * part by part, which takes three times as long.
 *
 * A path has one handler: a middleware, which would be passed over on its way to a route without parameters, is refused.
 */
export class StaticFirstRouter<Handler> implements Router<Handler> {
  readonly name = "StaticFirstRouter";
  /** By method, then by path. */
  readonly #static = new Map<string, Map<string, Result<Handler>>>();
  readonly #others = new RegExpRouter<Handler>();

  /** @throws {TypeError} for a middleware, or a second handler of a path without parameters. */
  add(method: string, path: string, handler: Handler): void {
    if (method === METHOD_NAME_ALL || path.includes("*") || this.#static.get(method)?.has(path) === true) {
      throw new TypeError(`${method} ${path} is a middleware or has a handler already; give each route one handler.`);
    }
    if (path.includes(":")) {
      this.#others.add(method, path, handler);
      return;
    }
    const routes = this.#static.get(method) ?? new Map<string, Result<Handler>>();
    this.#static.set(method, routes.set(path, [[[handler, {}]]]));
  }

  match(method: string, path: string): Result<Handler> {
    return this.#static.get(method)?.get(path) ?? this.#others.match(method, path);
  }
}
