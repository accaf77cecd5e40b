import type { LiveMember } from "./live-member.ts";
import type { Parcel } from "./parcel.ts";

/** What a group was told in one turn, kept because somebody has not been sent it yet. */
export interface BackloggedTurn {
  readonly parcel: Parcel;
  /** The change before the turn. */
  readonly revisionBefore: number;
  /** The first event without a number of this turn, or of the next that has one. */
  readonly firstKept: number;
  /** Those who have been sent everything before this turn. */
  readonly waiting: Set<LiveMember>;
}

/**
 * The turns that some members of a group have not been sent yet: held once for all of them, whoever lags and however
 * many they are. It is empty while everybody keeps up.
 */
export class TurnBacklog {
  readonly #turns = new Map<number, BackloggedTurn>();
  #first = 0;
  #next = 0;
  #bytes = 0;

  /** The number of the turn that is added next. */
  get next(): number {
    return this.#next;
  }

  /** Of all turns together. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#turns.size === 0;
  }

  get(turn: number): BackloggedTurn | undefined {
    return this.#turns.get(turn);
  }

  add(turn: BackloggedTurn): void {
    this.#turns.set(this.#next, turn);
    this.#next += 1;
    this.#bytes += turn.parcel.wire.length;
  }

  /** Forgets the oldest turns while all together have more than `limitBytes`. @returns them, oldest first. */
  trim(limitBytes: number): readonly BackloggedTurn[] {
    const trimmed: BackloggedTurn[] = [];
    while (this.#bytes > limitBytes) {
      const oldest = this.#forgetOldest();
      if (oldest === undefined) break;
      trimmed.push(oldest);
    }
    return trimmed;
  }

  /** Forgets the turns that everybody was sent. */
  release(): void {
    while (this.#turns.get(this.#first)?.waiting.size === 0) this.#forgetOldest();
  }

  #forgetOldest(): BackloggedTurn | undefined {
    const oldest = this.#turns.get(this.#first);
    if (oldest === undefined) return undefined;
    this.#turns.delete(this.#first);
    this.#first += 1;
    this.#bytes -= oldest.parcel.wire.length;
    return oldest;
  }
}
