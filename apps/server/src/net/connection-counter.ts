import type { Socket } from "node:net";
import { isLoopbackAddress, normalizeAddress, sourceOfAddress } from "@hos/runtime";

/** What a {@link ConnectionCounter} is made of. */
export interface ConnectionCounterOptions {
  /** Open connections of one source: an IPv4 address, or an IPv6 network of 64 bits. */
  readonly maxPerSource: number;
  /** Addresses behind which there are many clients. */
  readonly isProxy: (address: string) => boolean;
  /** A connection was refused, the first one since its source was below the bound. */
  readonly onFull: (source: string) => void;
}

/** Bounds the open connections of each source. This machine and trusted proxies have no bound. */
export class ConnectionCounter {
  readonly #options: ConnectionCounterOptions;
  readonly #open = new Map<string, number>();
  readonly #full = new Set<string>();
  #refused = 0;

  constructor(options: ConnectionCounterOptions) {
    this.#options = options;
  }

  /** How many connections were refused so far. */
  get refused(): number {
    return this.#refused;
  }

  /** Counts a connection until it closes, or ends it where its source has too many. */
  admit(socket: Pick<Socket, "destroy" | "once" | "remoteAddress">): void {
    const address = normalizeAddress(socket.remoteAddress ?? "");
    if (address === "" || isLoopbackAddress(address) || this.#options.isProxy(address)) return;
    const source = sourceOfAddress(address);
    const open = this.#open.get(source) ?? 0;
    if (open >= this.#options.maxPerSource) {
      // An answer would cost more than such a client is worth.
      socket.destroy();
      this.#refuse(source);
      return;
    }
    this.#open.set(source, open + 1);
    socket.once("close", () => this.#leave(source));
  }

  #refuse(source: string): void {
    this.#refused += 1;
    if (this.#full.has(source)) return;
    this.#full.add(source);
    this.#options.onFull(source);
  }

  #leave(source: string): void {
    this.#full.delete(source);
    const open = (this.#open.get(source) ?? 1) - 1;
    if (open === 0) this.#open.delete(source);
    else this.#open.set(source, open);
  }
}
