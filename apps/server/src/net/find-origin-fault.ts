import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { isLoopbackHost } from "./is-loopback-host.ts";

/**
 * Says why a request may come from a web page that is not this hub's own, or `undefined` where it does not.
 *
 * Two ways in are closed. A page of another site names its own `Origin`, which must be that of the hub. And a site
 * whose name is made to point at this machine (DNS rebinding) sends that name as `Host`, which must therefore be an
 * address or `localhost`. Programs that are no browser send no `Origin` and pass.
 */
export function findOriginFault({ host, origin }: IncomingHttpHeaders): string | undefined {
  const self = readUrl(`http://${host ?? ""}`);
  if (self === undefined || !isOwnHost(self.hostname)) {
    return "The Host header must be an IP address or localhost; open the hub under one of these.";
  }
  if (origin === undefined) return undefined;
  const caller = readUrl(origin);
  // The default port differs by scheme, so that the host is read again under that of the page.
  const expected = caller && readUrl(`${caller.protocol}//${host ?? ""}`)?.host;
  if (caller?.host === expected && expected !== undefined) return undefined;
  return "The Origin header names another site; web pages of other sites may not use this hub.";
}

function readUrl(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}

function isOwnHost(hostname: string): boolean {
  const name = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(name) !== 0 || isLoopbackHost(name);
}
