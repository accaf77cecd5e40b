import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import type { CancelTimer, Clock } from "@hos/runtime";

/** What {@link DriverGrace} tells when a time runs out. */
export interface DriverGraceOptions {
  readonly clock: Clock;
  readonly graceMs: number;
  /** The driver did not return; `lostAtMs` is when it was lost, milliseconds since the Unix epoch. */
  readonly onGone: (owner: DriverIdentity, lostAtMs: number) => void;
  /** Whether the driver, back since its last return, spoke of all of its devices. */
  readonly hasSpoken: (owner: DriverIdentity) => boolean;
  /** The driver returned this long ago: what it did not speak of by now, it does not have. */
  readonly onSettled: (owner: DriverIdentity) => void;
}

interface GracePhase {
  readonly phase: "lost" | "returned";
  /** The loss that this phase began with or followed; `undefined` where the driver was never lost. */
  readonly lostAtMs: number | undefined;
  readonly cancel: CancelTimer;
}

/** The grace time of each driver instance: at most one timer an owner, after its loss or after its return. */
export class DriverGrace {
  readonly #options: DriverGraceOptions;
  readonly #phases = new Map<string, GracePhase>();

  constructor(options: DriverGraceOptions) {
    if (!(options.graceMs >= 0 && Number.isFinite(options.graceMs))) {
      throw new RangeError(`graceMs must be 0 or more milliseconds, not ${options.graceMs}.`);
    }
    this.#options = options;
  }

  /**
   * The driver's session ended. A second loss does not prolong the first; nor does one after a return in which the driver
   * did not speak of all of its devices, lest one that crashes at every start seems to be there for ever.
   */
  lost(owner: DriverIdentity): void {
    const before = this.#phases.get(formatDriverIdentity(owner));
    if (before?.phase === "lost") return;
    const { clock, graceMs, hasSpoken, onGone } = this.#options;
    const now = clock.now();
    const lostAtMs = before?.lostAtMs === undefined || hasSpoken(owner) ? now : before.lostAtMs;
    const delayMs = Math.max(0, lostAtMs + graceMs - now);
    const cancel = this.#begin(owner, delayMs, () => onGone(owner, lostAtMs));
    this.#phases.set(formatDriverIdentity(owner), { phase: "lost", lostAtMs, cancel });
  }

  /** The driver has a session again, or a newer one. */
  returned(owner: DriverIdentity): void {
    const key = formatDriverIdentity(owner);
    const lostAtMs = this.#phases.get(key)?.lostAtMs;
    const cancel = this.#begin(owner, this.#options.graceMs, () => this.#options.onSettled(owner));
    this.#phases.set(key, { phase: "returned", lostAtMs, cancel });
  }

  /** Stops every timer. */
  close(): void {
    for (const { cancel } of this.#phases.values()) cancel();
    this.#phases.clear();
  }

  #begin(owner: DriverIdentity, delayMs: number, atEnd: () => void): CancelTimer {
    const key = formatDriverIdentity(owner);
    this.#phases.get(key)?.cancel();
    return this.#options.clock.setTimeout(() => {
      this.#phases.delete(key);
      atEnd();
    }, delayMs);
  }
}
