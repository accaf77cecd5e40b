import type { LiveEvent } from "@hos/protocol/live";
import type { LiveView } from "../live-view.ts";
import { KeptEvents } from "./kept-events.ts";
import type { LiveCodec } from "./live-codec.ts";
import type { LiveMember } from "./live-member.ts";
import type { Parcel } from "./parcel.ts";
import { TurnBacklog } from "./turn-backlog.ts";

/** What a {@link LiveGroup} is made of. */
export interface LiveGroupOptions {
  readonly codec: LiveCodec;
  /** Of the cursors that its members are told. */
  readonly epoch: string;
  readonly seesDrivers: boolean;
  /** `undefined` shows every device. */
  readonly view: LiveView | undefined;
  /** How much is kept for members that lag, bytes. */
  readonly backlogBytes: number;
  /** A member has not read all that it was sent, and is passed over. */
  readonly onBehind: (member: LiveMember) => void;
  /** A member is not sent what happens any more, one by one. */
  readonly onStalled: (member: LiveMember, revision: number) => void;
  /** A member that was stalled can be sent something again: send it all that it lacks. */
  readonly onRevived: (group: LiveGroup, member: LiveMember) => void;
}

/**
 * Clients that are sent the very same, encoded once.
 *
 * One whose link is not idle lags: it is passed over and sent the turns that it missed when it has read. They are held
 * once for the whole group, up to a bound; one that lags further is stalled, and only its revision is remembered.
 */
export class LiveGroup {
  readonly options: LiveGroupOptions;
  readonly #ready = new Set<LiveMember>();
  readonly #behind = new Set<LiveMember>();
  readonly #backlog = new TurnBacklog();
  readonly #kept = new KeptEvents();

  constructor(options: LiveGroupOptions) {
    this.options = options;
  }

  /** How many members there are. */
  get size(): number {
    return this.#ready.size + this.#behind.size;
  }

  /** Those that lag or are stalled. */
  get behind(): ReadonlySet<LiveMember> {
    return this.#behind;
  }

  /** What is held for those that lag, bytes. */
  get backlogBytes(): number {
    return this.#backlog.bytes;
  }

  /** Takes in a client that was sent everything so far. */
  enter(member: LiveMember): void {
    member.lag = undefined;
    this.#behind.delete(member);
    this.#ready.add(member);
    if (this.#behind.size === 0) this.#kept.clear();
  }

  leave(member: LiveMember): void {
    this.#ready.delete(member);
    this.#behind.delete(member);
    if (member.lag?.type === "lagging") this.#backlog.get(member.lag.turn)?.waiting.delete(member);
    this.#backlog.release();
    if (this.#behind.size === 0) this.#kept.clear();
  }

  /** Sends the events of a turn. @param revisionBefore the last change before it. */
  deliver(events: readonly LiveEvent[], revisionBefore: number): void {
    const { codec, epoch } = this.options;
    let parcel: Parcel | undefined;
    const waiting = new Set<LiveMember>();
    for (const member of this.#ready) {
      if (member.link.idle) member.link.send((parcel ??= codec.encodeEvents(events, epoch)));
      else waiting.add(member);
    }
    if (waiting.size === 0 && this.#behind.size === 0) return;
    const firstKept = this.#kept.next;
    this.#kept.add(events);
    if (waiting.size === 0 && this.#backlog.isEmpty) return;
    const turn = this.#backlog.next;
    parcel ??= codec.encodeEvents(events, epoch);
    this.#backlog.add({ parcel, revisionBefore, firstKept, waiting });
    for (const member of waiting) this.#fallBehind(member, turn);
    for (const trimmed of this.#backlog.trim(this.options.backlogBytes)) {
      for (const member of trimmed.waiting) this.#stall(member, trimmed);
    }
    this.#backlog.release();
  }

  /** Sends something besides the events to all that were sent everything. */
  tell(parcel: Parcel): void {
    for (const { link } of this.#ready) if (link.idle) link.send(parcel);
  }

  /** The events without a number that a stalled member was not sent. */
  keptSince(first: number): ReturnType<KeptEvents["since"]> {
    return this.#kept.since(first);
  }

  #fallBehind(member: LiveMember, turn: number): void {
    this.#ready.delete(member);
    this.#behind.add(member);
    member.lag = { type: "lagging", turn };
    this.options.onBehind(member);
    member.link.whenIdle(() => this.#resume(member));
  }

  #stall(member: LiveMember, { revisionBefore: revision, firstKept }: { revisionBefore: number; firstKept: number }) {
    member.lag = { type: "stalled", revision, firstKept };
    this.options.onStalled(member, revision);
  }

  #resume(member: LiveMember): void {
    const { lag } = member;
    // It may have left.
    if (lag === undefined || !this.#behind.has(member)) return;
    if (lag.type === "stalled") this.options.onRevived(this, member);
    else this.#sendBacklog(member, lag.turn);
  }

  #sendBacklog(member: LiveMember, from: number): void {
    this.#backlog.get(from)?.waiting.delete(member);
    let turn = from;
    for (let next = this.#backlog.get(turn); next !== undefined && member.link.idle; next = this.#backlog.get(turn)) {
      member.link.send(next.parcel);
      turn += 1;
    }
    const next = this.#backlog.get(turn);
    if (next === undefined) {
      this.enter(member);
    } else {
      next.waiting.add(member);
      this.#fallBehind(member, turn);
    }
    this.#backlog.release();
  }
}
