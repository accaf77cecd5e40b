import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { ListenConfig } from "../config.ts";
import { CliFault } from "./cli-fault.ts";

const TIMEOUT_MS = 5000;
const BODY_MAX = 2000;
const ALL_ADDRESSES: ReadonlySet<string | undefined> = new Set([undefined, "", "0.0.0.0", "::"]);

/** What a hub answered. */
export interface HubAnswer {
  /** Of the hub, without path. */
  readonly url: string;
  readonly status: number;
  /** Its first characters. */
  readonly body: string;
}

/** Asks the hub that runs on this machine. @throws {CliFault} when nobody answers. */
export async function askHub(config: ListenConfig, path: string): Promise<HubAnswer> {
  const url = urlOf(config);
  const { promise, resolve, reject } = Promise.withResolvers<HubAnswer>();
  // The certificate is for the names of the hub, and this is an address of this machine.
  const options = { timeout: TIMEOUT_MS, rejectUnauthorized: false, agent: false };
  const request = (config.tls ? requestHttps : requestHttp)(`${url}${path}`, options, (response) => {
    let body = "";
    response.setEncoding("utf8").on("data", (chunk: string) => (body = (body + chunk).slice(0, BODY_MAX)));
    response.on("end", () => resolve({ url, status: response.statusCode ?? 0, body: body.trim() }));
    response.on("error", reject);
  });
  request.on("timeout", () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
  request.on("error", reject);
  request.end();
  try {
    return await promise;
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    throw new CliFault(`No hub answers at ${url}: ${code === "ECONNREFUSED" ? "nobody listens there" : message}.`);
  }
}

function urlOf({ host, port, tls }: ListenConfig): string {
  const address = ALL_ADDRESSES.has(host) ? "127.0.0.1" : (host ?? "");
  return `${tls ? "https" : "http"}://${address.includes(":") ? `[${address}]` : address}:${port}`;
}
