import type { Hub } from "@hos/hub";
import { type LiveEvent, type LiveFilter, readCursor } from "@hos/protocol/live";
import type { Logger, Unsubscribe } from "@hos/runtime";
import { createFilterKey } from "./create-filter-key.ts";
import type { LiveChannel, LiveClient, LiveGroup, Opening } from "./live-channel.ts";
import { createReachEpoch, type LiveReach } from "./live-reach.ts";
import type { LiveCounters, LiveStats } from "./live-stats.ts";
import { LiveView } from "./live-view.ts";

/** What the feed needs of a hub. */
export type LiveSource = Pick<Hub, "devices" | "events">;

/** What a client asks of its stream. */
export interface LiveQuery {
  /** @default everything */
  readonly filter?: LiveFilter | undefined;
  /** The last cursor that the client holds. @default none: it gets a snapshot */
  readonly since?: string | undefined;
}

/** A stream to begin: what the client asked for, and how far it may see. */
export interface LiveRequest extends LiveQuery {
  readonly reach: LiveReach;
}

interface Group extends LiveGroup {
  readonly channel: LiveChannel;
  readonly seesDrivers: boolean;
  /** `undefined` shows every device. */
  readonly view: LiveView | undefined;
  members: number;
}

type Events = readonly LiveEvent[];

/**
 * Brings what happens in the home to all live clients: the events of one turn of the event loop are collected and go
 * out together, once for each group of clients that have the same delivery, filter and reach.
 */
export class LiveFeed {
  readonly counters: LiveCounters = { conflated: 0, cut: 0 };
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
    const key = `${client.channel.kind} ${createFilterKey(request.filter)} ${request.reach.key}`;
    const group = this.#groups.get(key) ?? this.#createGroup(client.channel, request);
    client.open(this.#createOpening(group, request.since), group);
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

  /** Who is served, and what it took. */
  get stats(): LiveStats {
    const clients = new Map<string, number>();
    for (const { channel, members } of this.#groups.values()) {
      clients.set(channel.kind, (clients.get(channel.kind) ?? 0) + members);
    }
    return { ...this.counters, clients };
  }

  /** Sends what was collected. @returns the revision up to which every client is now served. */
  flush(): number {
    const events = this.#collected;
    if (events.length > 0) {
      this.#collected = [];
      const ofDevices = dropDriverEvents(events);
      for (const group of this.#groups.values()) this.#serve(group, group.seesDrivers ? events : ofDevices);
    }
    return this.#source.devices.revision;
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

  #serve(group: Group, events: Events): void {
    try {
      const shown = group.view === undefined ? events : group.view.select(events);
      if (shown.length > 0) group.channel.broadcast(group, shown);
    } catch (error) {
      this.#logger.error("Live events could not be sent.", { group: group.name, err: error });
    }
  }

  #createGroup(channel: LiveChannel, { filter, reach }: LiveRequest): Group {
    this.#groupCount += 1;
    const { devices } = this.#source;
    const isNarrow = isNarrowing(filter) || reach.sees !== undefined;
    return {
      name: `${channel.kind}-${this.#groupCount}`,
      epoch: createReachEpoch(devices.epoch, reach),
      channel,
      seesDrivers: reach.seesDrivers,
      view: isNarrow ? new LiveView({ filter, sees: reach.sees }, devices.list()) : undefined,
      members: 0,
    };
  }

  #createOpening({ epoch, view }: Group, since: string | undefined): Opening {
    const { devices } = this.#source;
    const { revision } = devices;
    const narrowed = view !== undefined && { narrowed: true };
    const missed = this.#findMissed(epoch, since);
    const shown = missed && (view === undefined ? missed : view.replay(missed));
    if (shown !== undefined) return { hello: { epoch, revision, mode: "resume", ...narrowed }, missed: shown };
    const snapshot = devices.snapshot();
    return {
      hello: { epoch, revision, mode: "snapshot", ...narrowed },
      snapshot: { epoch, revision, devices: view === undefined ? snapshot.devices : view.list(snapshot.devices) },
    };
  }

  /** The changes after a cursor of `epoch`; `undefined` where they are not known. */
  #findMissed(epoch: string, since: string | undefined): ReturnType<LiveSource["devices"]["since"]> {
    const cursor = since === undefined ? undefined : readCursor(since);
    if (cursor?.epoch !== epoch) return undefined;
    const { devices } = this.#source;
    return devices.since({ epoch: devices.epoch, revision: cursor.revision });
  }
}

function isNarrowing(filter: LiveFilter = {}): boolean {
  return Object.values(filter).some((terms) => terms !== undefined);
}

/** Most turns have no event of a driver; they go on as they are. */
function dropDriverEvents(events: Events): Events {
  return events.some(isDriverEvent) ? events.filter((event) => !isDriverEvent(event)) : events;
}

function isDriverEvent({ event }: LiveEvent): boolean {
  return event === "DRIVER_CONNECTED" || event === "DRIVER_DISCONNECTED";
}
