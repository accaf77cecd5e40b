import type { Hub } from "@hos/hub";
import { formatCursor, type LiveEvent, type LiveFilter, readCursor } from "@hos/protocol/live";
import type { Logger, Unsubscribe } from "@hos/runtime";
import { createFilterKey } from "./create-filter-key.ts";
import type { LiveChannel, LiveClient, Opening } from "./live-channel.ts";
import { LiveView } from "./live-view.ts";

/** What the feed needs of a hub. */
export type LiveSource = Pick<Hub, "devices" | "events">;

/** What a client asks of its stream. */
export interface LiveRequest {
  /** @default everything */
  readonly filter?: LiveFilter | undefined;
  /** The last cursor that the client holds. @default none: it gets a snapshot */
  readonly since?: string | undefined;
}

interface Group {
  readonly name: string;
  readonly channel: LiveChannel;
  /** `undefined` shows everything. */
  readonly view: LiveView | undefined;
  members: number;
}

/**
 * Brings what happens in the home to all live clients: the events of one turn of the event loop are collected and go
 * out together, once for each group of clients that have the same delivery and the same filter.
 */
export class LiveFeed {
  readonly #source: LiveSource;
  readonly #logger: Logger;
  readonly #groups = new Map<string, Group>();
  readonly #unsubscribe: Unsubscribe;
  #collected: LiveEvent[] = [];
  #flushing: NodeJS.Immediate | undefined;
  #groupCount = 0;

  constructor(source: LiveSource, logger: Logger) {
    this.#source = source;
    this.#logger = logger;
    this.#unsubscribe = source.events.on("live", (event) => this.#collect(event));
  }

  /**
   * Begins the stream of a client: HELLO, then the missed changes or a snapshot, then everything that happens from now
   * on. All in one go, so that no change is lost or told twice between the snapshot and what follows.
   *
   * @returns ends the stream; calling it twice does nothing more.
   */
  join(client: LiveClient, request: LiveRequest): Unsubscribe {
    // What was collected so far is part of the snapshot, and goes to those who were here before.
    this.flush();
    const key = `${client.channel.kind} ${createFilterKey(request.filter)}`;
    const group = this.#groups.get(key) ?? this.#createGroup(client.channel, request.filter);
    client.open(this.#createOpening(group.view, request.since), group.name);
    this.#groups.set(key, group);
    group.members += 1;
    let joined = true;
    return () => {
      if (!joined) return;
      joined = false;
      group.members -= 1;
      if (group.members === 0) this.#groups.delete(key);
    };
  }

  /** Sends what was collected. @returns the cursor up to which every client is now served. */
  flush(): string {
    const events = this.#collected;
    if (events.length > 0) {
      this.#collected = [];
      for (const group of this.#groups.values()) this.#serve(group, events);
    }
    return formatCursor(this.#source.devices);
  }

  /** Stops listening to the hub, after what was collected is sent. */
  close(): void {
    this.flush();
    this.#unsubscribe();
    clearImmediate(this.#flushing);
  }

  #collect(event: LiveEvent): void {
    if (this.#groups.size === 0) return;
    this.#collected.push(event);
    this.#flushing ??= setImmediate(() => {
      this.#flushing = undefined;
      this.flush();
    });
  }

  #serve(group: Group, events: readonly LiveEvent[]): void {
    try {
      const shown = group.view === undefined ? events : group.view.select(events);
      if (shown.length > 0) group.channel.broadcast(group.name, shown);
    } catch (error) {
      this.#logger.error("Live events could not be sent.", { group: group.name, err: error });
    }
  }

  #createGroup(channel: LiveChannel, filter: LiveFilter | undefined): Group {
    this.#groupCount += 1;
    const view =
      filter === undefined || Object.keys(filter).length === 0
        ? undefined
        : new LiveView(filter, this.#source.devices.list());
    return { name: `${channel.kind}-${this.#groupCount}`, channel, view, members: 0 };
  }

  #createOpening(view: LiveView | undefined, since: string | undefined): Opening {
    const { devices } = this.#source;
    const { epoch, revision } = devices;
    const cursor = since === undefined ? undefined : readCursor(since);
    const missed = cursor && devices.since(cursor);
    if (missed !== undefined) {
      return { hello: { epoch, revision, mode: "resume" }, missed: view?.replay(missed) ?? missed };
    }
    const snapshot = devices.snapshot();
    return {
      hello: { epoch, revision, mode: "snapshot" },
      snapshot: view === undefined ? snapshot : { ...snapshot, devices: view.list(snapshot.devices) },
    };
  }
}
