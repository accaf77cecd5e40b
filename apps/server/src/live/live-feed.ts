import type { Hub } from "@hos/hub";
import type { DeviceChange, LiveEvent } from "@hos/protocol/live";
import type { Clock, LogFields, Logger, Unsubscribe } from "@hos/runtime";
import { ChangeFold } from "./conflation/change-fold.ts";
import { createCatchUp } from "./conflation/create-catch-up.ts";
import { createFilterKey } from "./create-filter-key.ts";
import type { LiveCodec } from "./delivery/live-codec.ts";
import { LiveGroup } from "./delivery/live-group.ts";
import type { LiveLink } from "./delivery/live-link.ts";
import { LiveMember } from "./delivery/live-member.ts";
import { OpeningDesk } from "./delivery/opening-desk.ts";
import type { Parcel } from "./delivery/parcel.ts";
import { StallWatch } from "./delivery/stall-watch.ts";
import type { LiveRequest } from "./live-query.ts";
import { createReachEpoch } from "./live-reach.ts";
import type { LiveCounters, LiveStats } from "./live-stats.ts";
import { LiveView } from "./live-view.ts";

/** What the feed needs of a hub. */
export type LiveSource = Pick<Hub, "devices" | "events">;

/** What a {@link LiveFeed} is made with. */
export interface LiveFeedOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How much is kept for clients of a group that lag, before their changes are folded; bytes. */
  readonly backlogBytes: number;
  /** How long a client may read nothing at all, milliseconds. */
  readonly stallMs: number;
}

/** A client whose stream is about to begin. */
export interface LiveClient {
  readonly codec: LiveCodec;
  readonly link: LiveLink;
  /** Says in the log who it is. */
  readonly names: LogFields;
}

/** Removed devices that a fold remembers beside those that there are, before it begins anew. */
const MOST_REMOVED = 10_000;

/**
 * Brings what happens in the home to all live clients: the events of one turn of the event loop are collected and go
 * out together, once for each group of clients that have the same form, filter and reach.
 *
 * A client that does not keep up costs nothing while it does not, but its place in the numbering: when it reads on, it
 * gets the newest of each device that changed meanwhile.
 */
export class LiveFeed {
  readonly #source: LiveSource;
  readonly #options: LiveFeedOptions;
  readonly #groups = new Map<string, LiveGroup>();
  readonly #openings: OpeningDesk;
  readonly #watch: StallWatch;
  readonly #counters: LiveCounters = { conflated: 0, dropped: 0, cut: 0 };
  readonly #unsubscribe: Unsubscribe;
  #collected: LiveEvent[] = [];
  #flushing: NodeJS.Immediate | undefined;
  /** Every change up to this one has gone out. */
  #told: number;
  /** There while somebody is stalled. */
  #fold: ChangeFold | undefined;

  constructor(source: LiveSource, options: LiveFeedOptions) {
    this.#source = source;
    this.#options = options;
    this.#told = source.devices.revision;
    this.#openings = new OpeningDesk(source.devices, options.clock);
    this.#watch = new StallWatch({
      ...options,
      behind: () => this.#behind(),
      onDead: (member) => this.#cut(member),
    });
    this.#unsubscribe = source.events.on("live", (event) => this.#collect(event));
  }

  /**
   * Begins the stream of a client: HELLO, then the missed changes or a snapshot, then everything that happens from now
   * on. All in one go, so that no change is lost or told twice between the snapshot and what follows.
   *
   * @returns ends the stream; calling it twice does nothing more.
   */
  join({ codec, link, names }: LiveClient, request: LiveRequest): Unsubscribe {
    // What was collected so far is part of the snapshot, and goes to those who were here before.
    this.flush();
    const key = `${codec.kind} ${createFilterKey(request.filter)} ${request.reach.key}`;
    const group = this.#groups.get(key) ?? this.#createGroup(codec, request);
    const member = new LiveMember(link, names);
    link.send(this.#openings.encode(group, request.since));
    this.#groups.set(key, group);
    group.enter(member);
    return () => {
      group.leave(member);
      if (group.size === 0 && this.#groups.get(key) === group) this.#groups.delete(key);
      this.#settleFold();
    };
  }

  /** Sends something besides the events to every client of a form that was sent all of them. */
  tell(codec: LiveCodec, encode: (epoch: string, revision: number) => Parcel): void {
    this.flush();
    for (const group of this.#groups.values()) {
      if (group.options.codec === codec) group.tell(encode(group.options.epoch, this.#told));
    }
  }

  /** Who is served, and what it took. */
  get stats(): LiveStats {
    const clients = new Map<string, number>();
    const lags = { lagging: 0, stalled: 0, backlogBytes: 0 };
    for (const group of this.#groups.values()) {
      const { kind } = group.options.codec;
      clients.set(kind, (clients.get(kind) ?? 0) + group.size);
      lags.backlogBytes += group.backlogBytes;
      for (const { lag } of group.behind) lags[lag?.type ?? "lagging"] += 1;
    }
    return { ...this.#counters, ...lags, clients };
  }

  /** Sends what was collected. @returns the revision up to which every client that keeps up is now served. */
  flush(): number {
    const events = this.#collected;
    const revisionBefore = this.#told;
    this.#told = this.#source.devices.revision;
    if (events.length === 0) return this.#told;
    this.#collected = [];
    if (this.#fold !== undefined) this.#addToFold(this.#fold, events);
    const ofDevices = dropDriverEvents(events);
    for (const group of this.#groups.values()) {
      this.#serve(group, group.options.seesDrivers ? events : ofDevices, revisionBefore);
    }
    return this.#told;
  }

  /** A client was ended because it does not read. */
  countCut(): void {
    this.#counters.cut += 1;
  }

  /** Stops listening to the hub, after what was collected is sent. */
  close(): void {
    this.flush();
    this.#unsubscribe();
    this.#watch.close();
    this.#openings.close();
    clearImmediate(this.#flushing);
  }

  #collect(event: LiveEvent): void {
    if (this.#groups.size === 0) return;
    this.#collected.push(event);
    this.#flushing ??= setImmediate(this.#flushLater);
  }

  readonly #flushLater = (): void => {
    this.#flushing = undefined;
    this.flush();
  };

  #serve(group: LiveGroup, events: readonly LiveEvent[], revisionBefore: number): void {
    const { view, codec } = group.options;
    try {
      const shown = view === undefined ? events : view.select(events);
      if (shown.length > 0) group.deliver(shown, revisionBefore);
    } catch (error) {
      this.#options.logger.error("Live events could not be sent.", { kind: codec.kind, err: error });
    }
  }

  #createGroup(codec: LiveCodec, { filter, reach }: LiveRequest): LiveGroup {
    const { devices } = this.#source;
    return new LiveGroup({
      codec,
      epoch: createReachEpoch(devices.epoch, reach),
      seesDrivers: reach.seesDrivers,
      view: LiveView.of({ filter, sees: reach.sees }, devices.list()),
      backlogBytes: this.#options.backlogBytes,
      onBehind: (member) => this.#watch.begin(member),
      onStalled: (member, revision) => this.#stall(member, revision),
      onRevived: (revived, member) => this.#revive(revived, member),
    });
  }

  *#behind(): IterableIterator<LiveMember> {
    for (const group of this.#groups.values()) yield* group.behind;
  }

  #stall({ names }: LiveMember, revision: number): void {
    this.#options.logger.warn("A live client does not keep up; its changes are folded until it reads on.", names);
    const { devices } = this.#source;
    const fold = this.#fold ?? new ChangeFold(devices.revision);
    this.#fold = fold;
    if (revision >= fold.start) return;
    // What the history no longer holds it cannot be told one by one: it will get a snapshot.
    const missed = devices.since({ epoch: devices.epoch, revision });
    if (missed !== undefined) fold.cover(revision, missed);
  }

  #addToFold(fold: ChangeFold, events: readonly LiveEvent[]): void {
    for (const event of events) if (isNumbered(event)) fold.add(event);
    // Ids that come and go without end must not cost memory without end.
    if (fold.size > this.#source.devices.size + MOST_REMOVED) this.#fold = new ChangeFold(this.#told);
  }

  #settleFold(): void {
    if (this.#fold === undefined) return;
    for (const { lag } of this.#behind()) if (lag?.type === "stalled") return;
    this.#fold = undefined;
  }

  #revive(group: LiveGroup, member: LiveMember): void {
    const { lag } = member;
    if (lag?.type !== "stalled") return;
    this.flush();
    const { codec, epoch } = group.options;
    const catchUp = createCatchUp({ group, lag, fold: this.#fold, devices: this.#source.devices });
    if (catchUp !== undefined) member.link.send(codec.encodeCatchUp(catchUp, epoch));
    group.enter(member);
    this.#settleFold();
    this.#counters.conflated += 1;
    this.#counters.dropped += catchUp?.conflated.dropped ?? 0;
    this.#options.logger.info("A live client reads on and was brought up to date.", {
      ...member.names,
      ...catchUp?.conflated,
    });
  }

  #cut(member: LiveMember): void {
    const { logger, stallMs } = this.#options;
    this.countCut();
    logger.warn("A live client read nothing and is cut.", { ...member.names, stallMs });
    member.link.cut();
  }
}

/** Most turns have no event of a driver; they go on as they are. */
function dropDriverEvents(events: readonly LiveEvent[]): readonly LiveEvent[] {
  return events.some(isDriverEvent) ? events.filter((event) => !isDriverEvent(event)) : events;
}

function isDriverEvent({ event }: LiveEvent): boolean {
  return event === "DRIVER_CONNECTED" || event === "DRIVER_DISCONNECTED";
}

function isNumbered(event: LiveEvent): event is DeviceChange {
  return "revision" in event;
}
