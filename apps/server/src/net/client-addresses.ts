import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";
import { isLoopbackAddress, normalizeAddress } from "@hos/runtime";

/** Headers that a proxy or a tunnel adds. With any of them, the peer speaks for somebody else. */
const MARKS = ["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "x-forwarded-proto", "via"] as const;

/** What is needed of a request. */
interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
}

/**
 * Says where requests come from. It is asked wherever an address decides anything: login throttling, drivers that need no
 * credential, /metrics, the origin of commands.
 */
export class ClientAddresses {
  readonly #proxies = new BlockList();
  readonly #trusting: boolean;

  /** @param trustProxy addresses, networks such as `10.0.0.0/8`, and `loopback`; as `readConfig` checked them. */
  constructor(trustProxy: readonly string[]) {
    this.#trusting = trustProxy.length > 0;
    for (const entry of trustProxy) this.#trust(entry);
  }

  /**
   * The address of the client behind `request`.
   *
   * `undefined`: it cannot be told. So it is with a request that a proxy forwarded which is not trusted, or which claims
   * to come from this machine through one: it never counts as one of this machine.
   */
  of({ socket, headers }: Arrival): string | undefined {
    const peer = readAddress(socket.remoteAddress ?? "");
    if (peer === undefined || !isForwarded(headers)) return peer;
    const client = this.isProxy(peer) ? this.#readForwardedFor(headers) : peer;
    return client === undefined || isLoopbackAddress(client) ? undefined : client;
  }

  /** Whether `address` is that of a proxy that is trusted. */
  isProxy(address: string): boolean {
    return this.#trusting && this.#proxies.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  }

  /** Each proxy adds whom it was asked by at the end: the last one that is no proxy of ours is the client. */
  #readForwardedFor(headers: IncomingHttpHeaders): string | undefined {
    const text = headers["x-forwarded-for"];
    const entries = (typeof text === "string" ? text : "").split(",").toReversed();
    let client: string | undefined;
    for (const entry of entries) {
      client = readAddress(entry.trim());
      if (client === undefined || !this.isProxy(client)) return client;
    }
    return client;
  }

  #trust(entry: string): void {
    if (entry === "loopback") {
      this.#proxies.addSubnet("127.0.0.0", 8, "ipv4");
      this.#proxies.addAddress("::1", "ipv6");
      return;
    }
    const [address = "", prefix] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (prefix === undefined) this.#proxies.addAddress(address, family);
    else this.#proxies.addSubnet(address, Number(prefix), family);
  }
}

/** Reads an address, with or without port, brackets and zone. */
function readAddress(text: string): string | undefined {
  const [, bracketed, withPort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const [address = ""] = (bracketed ?? withPort ?? text).split("%", 1);
  return isIP(address) === 0 ? undefined : normalizeAddress(address);
}

function isForwarded(headers: IncomingHttpHeaders): boolean {
  return MARKS.some((name) => headers[name] !== undefined);
}
