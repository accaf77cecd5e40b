import type { CancelTimer, Clock } from "@hos/runtime";

/** A connection of Engine.IO, as far as this needs it. */
export interface Newcomer {
  /** What its client names it by. */
  readonly id: string;
  /** With `true` at once, whatever it would still be sent. */
  close(discard?: boolean): void;
  once(event: "close", listener: () => void): unknown;
}

/** What {@link Newcomers} is made of. */
export interface NewcomersOptions {
  readonly clock: Clock;
  /** How many there may be; the oldest makes room. */
  readonly capacity: number;
  /** How many of one source; its oldest makes room. */
  readonly perSource: number;
  /** How long one may take to say who it is, milliseconds. */
  readonly patienceMs: number;
}

interface Entry {
  readonly connection: Newcomer;
  readonly source: string | undefined;
  readonly cancel: CancelTimer;
}

/**
 * Connections of Engine.IO that have not said who they are. Over polling one costs its client a request and the hub some
 * kilobytes for as long as it lives, so that they are bounded in number and time.
 */
export class Newcomers {
  readonly #options: NewcomersOptions;
  /** The oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #sources = new Map<string, Set<Newcomer>>();

  constructor(options: NewcomersOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether the connection of that id is one. */
  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** @param source where it comes from; `undefined` where that is not bounded. */
  enter(connection: Newcomer, source: string | undefined): void {
    const { clock, capacity, perSource, patienceMs } = this.#options;
    const cancel = clock.setTimeout(() => this.#cut(connection), patienceMs);
    this.#entries.set(connection.id, { connection, source, cancel });
    connection.once("close", () => this.leave(connection));
    const neighbours = this.#join(connection, source);
    if (neighbours !== undefined && neighbours.size > perSource) this.#cut(firstOf(neighbours));
    if (this.#entries.size > capacity) this.#cut(firstOf(this.#entries.values())?.connection);
  }

  /** It said who it is, or is gone. */
  leave({ id }: Pick<Newcomer, "id">): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.cancel();
    this.#entries.delete(id);
    if (entry.source === undefined) return;
    const neighbours = this.#sources.get(entry.source);
    neighbours?.delete(entry.connection);
    if (neighbours?.size === 0) this.#sources.delete(entry.source);
  }

  #join(connection: Newcomer, source: string | undefined): Set<Newcomer> | undefined {
    if (source === undefined) return undefined;
    const neighbours = this.#sources.get(source) ?? new Set();
    this.#sources.set(source, neighbours.add(connection));
    return neighbours;
  }

  #cut(connection: Newcomer | undefined): void {
    if (connection === undefined) return;
    this.leave(connection);
    connection.close(true);
  }
}

function firstOf<Item>(items: Iterable<Item>): Item | undefined {
  const [first] = items;
  return first;
}
