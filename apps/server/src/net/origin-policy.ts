import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** What an {@link OriginPolicy} is made of. */
export interface OriginPolicyOptions {
  /** Names under which the hub is opened, in lower case. */
  readonly allowedHosts: readonly string[];
  /** Origins of other sites whose pages may use the hub. */
  readonly corsOrigins: readonly string[];
  /** The name of this machine. */
  readonly hostName: string;
}

/** Domains that nobody can register: RFC 6762, RFC 8375, and ICANN's reservation of `internal`. */
const PRIVATE_DOMAIN = /\.(?:local|home\.arpa|internal)$/;
/** Clients that come in by many names are few; this many are remembered. */
const MAX_KNOWN_HOSTS = 64;

/**
 * Decides which web pages may use the hub.
 *
 * Two ways in are closed. A page of another site names its own `Origin`, which must be that of the hub, or one that was
 * allowed. And a site whose name is made to point at this machine (DNS rebinding) sends that name as `Host`, which must
 * therefore be one that no stranger can own. Programs that are no browser send no `Origin` and pass.
 */
export class OriginPolicy {
  readonly #names: ReadonlySet<string>;
  readonly #corsOrigins: ReadonlySet<string>;
  readonly #knownHosts = new Set<string>();

  constructor({ allowedHosts, corsOrigins, hostName }: OriginPolicyOptions) {
    this.#names = new Set([...allowedHosts, hostName.toLowerCase()]);
    this.#corsOrigins = new Set(corsOrigins);
  }

  /** Origins of other sites whose pages may use the hub. */
  get corsOrigins(): readonly string[] {
    return [...this.#corsOrigins];
  }

  /**
   * Says why a request is refused, or `undefined` where it is not.
   *
   * @param pages `own`: those of other sites that were allowed are not. @default "allowed"
   */
  findFault({ host = "", origin }: IncomingHttpHeaders, pages: "allowed" | "own" = "allowed"): string | undefined {
    if (!this.#isOwn(host)) {
      return "The Host header names a host that this hub is not known by; open it under its address, or name the host in HOS_ALLOWED_HOSTS.";
    }
    if (origin === undefined || (pages === "allowed" && this.allowsCrossOrigin(origin))) return undefined;
    const caller = readUrl(origin);
    // The default port differs by scheme, so that the host is read again under that of the page.
    const expected = caller && readUrl(`${caller.protocol}//${host}`)?.host;
    if (caller?.host === expected && expected !== undefined) return undefined;
    return "The Origin header names another site; web pages of other sites may not use this hub.";
  }

  /** Whether pages of `origin` were allowed although they are of another site. */
  allowsCrossOrigin(origin: string): boolean {
    return this.#corsOrigins.has(origin);
  }

  #isOwn(host: string): boolean {
    if (this.#knownHosts.has(host)) return true;
    const self = readUrl(`http://${host}`);
    if (self === undefined || !this.#isOwnName(self.hostname)) return false;
    if (this.#knownHosts.size < MAX_KNOWN_HOSTS) this.#knownHosts.add(host);
    return true;
  }

  #isOwnName(hostname: string): boolean {
    const name = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
    if (isIP(name) !== 0) return true;
    // A name without a dot, such as localhost, is found on this machine or in the own network only.
    return !name.includes(".") || PRIVATE_DOMAIN.test(name) || this.#names.has(name);
  }
}

function readUrl(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}
