import { isIPv4, isIPv6 } from "node:net";
import { DEFAULT_DRIVER_PATH, type FoundHub } from "./hub-service.ts";

/** An answer of the network, as the DNS-SD library reads it. Nothing in it is to be relied on. */
export interface ServiceAnswer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly addresses?: readonly string[] | undefined;
  readonly referer?: { readonly address: string } | undefined;
  readonly txt?: unknown;
}

/** The hub of an answer, or `undefined` where the answer names no address that a URL can carry. */
export function toFoundHub({ name, host, port, addresses = [], referer, txt }: ServiceAnswer): FoundHub | undefined {
  const usable = [...new Set([...(referer === undefined ? [] : [referer.address]), ...addresses])].filter(fitsUrl);
  // IPv4 first: homes route it, and its addresses need no zone.
  const sorted = [...usable.filter(isIPv4), ...usable.filter(isIPv6)];
  const [address] = sorted;
  if (address === undefined) return undefined;
  const record = toRecord(txt);
  const tls = record["tls"] === "1";
  // A certificate names a host, never the address that a router gave it.
  const authority = tls ? host : isIPv6(address) ? `[${address}]` : address;
  const driverPort = toPort(record["driverPort"]) ?? port;
  const driverPath = record["driver"]?.startsWith("/") ? record["driver"] : DEFAULT_DRIVER_PATH;
  return {
    name,
    host,
    port,
    addresses: sorted,
    url: `${tls ? "https" : "http"}://${authority}:${port}`,
    wsUrl: `${tls ? "wss" : "ws"}://${authority}:${driverPort}${driverPath}`,
    txt: record,
  };
}

// A link-local IPv6 address means nothing without its zone, and a URL has no place for one.
function fitsUrl(address: string): boolean {
  return isIPv4(address) || (isIPv6(address) && !address.toLowerCase().startsWith("fe80:"));
}

function toRecord(txt: unknown): Readonly<Record<string, string>> {
  if (typeof txt !== "object" || txt === null) return {};
  return Object.fromEntries(Object.entries(txt).map(([key, value]) => [key, String(value)]));
}

function toPort(text: string | undefined): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : undefined;
}
