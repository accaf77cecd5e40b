import type { CancelTimer, Clock } from "@hos/runtime";
import type { LiveMember } from "./live-member.ts";

/** What a {@link StallWatch} needs. */
export interface StallWatchOptions {
  readonly clock: Clock;
  /** How long a client may read nothing, milliseconds. */
  readonly stallMs: number;
  /** Those to whom something is on its way. */
  readonly behind: () => Iterable<LiveMember>;
  /** A client read nothing for that long. */
  readonly onDead: (member: LiveMember) => void;
}

const LOOKS = 4;

/** Finds the clients among those behind that read nothing at all. It looks while somebody is behind, and only then. */
export class StallWatch {
  readonly #options: StallWatchOptions;
  #cancel: CancelTimer | undefined;

  constructor(options: StallWatchOptions) {
    this.#options = options;
  }

  /** A client fell behind, now. */
  begin(member: LiveMember): void {
    const { clock, stallMs } = this.#options;
    member.movedAtMs = clock.now();
    member.pendingBytes = member.link.pendingBytes;
    this.#cancel ??= clock.setTimeout(this.#look, stallMs / LOOKS);
  }

  /** Looks no more. */
  close(): void {
    this.#cancel?.();
  }

  readonly #look = (): void => {
    const { clock, stallMs, behind, onDead } = this.#options;
    this.#cancel = undefined;
    let some = false;
    for (const member of behind()) {
      some = true;
      const { pendingBytes } = member.link;
      if (pendingBytes !== member.pendingBytes) {
        member.pendingBytes = pendingBytes;
        member.movedAtMs = clock.now();
      } else if (clock.now() - member.movedAtMs >= stallMs) {
        onDead(member);
      }
    }
    if (some) this.#cancel = clock.setTimeout(this.#look, stallMs / LOOKS);
  };
}
