import { ConnectionError } from "../errors/connection-error.ts";
import type { HttpRequest, HttpRequester } from "./http-requester.ts";

/**
 * Sends a request that carries an idempotency key, and once more, with the same key, when the connection failed. What the
 * hub answers is final.
 *
 * @throws {ApiClientError} @throws {ConnectionError}
 */
export async function sendKeyed<Body>(http: HttpRequester, key: string, request: HttpRequest): Promise<Body> {
  const keyed = { ...request, headers: { ...request.headers, "idempotency-key": key } };
  try {
    return await http.send<Body>(keyed);
  } catch (fault) {
    if (!(fault instanceof ConnectionError) || fault.code !== "CONNECTION_FAILED") throw fault;
    return await http.send<Body>(keyed);
  }
}
