/** What a {@link WatchList} needs to know of what it holds. */
export interface Watched {
  readonly facts: { readonly deviceId: string; readonly interrupts: boolean };
  /** Whether the caller has its answer. */
  readonly answered: boolean;
}

/**
 * Commands whose driver said that it did them, and whose state is still waited for, by device: those whose caller waits
 * for the state too, and those whose caller does not. So that a flood of commands is bounded without looking at all of
 * them each time.
 */
export class WatchList<Item extends Watched> {
  readonly #awaited = new Map<string, Set<Item>>();
  readonly #answered = new Map<string, Set<Item>>();

  /** The state of a command is waited for from now on. */
  begin(item: Item): void {
    addTo(item.answered ? this.#answered : this.#awaited, item);
  }

  /** The caller of a command got its answer. One that is not watched changes nothing. */
  answered(item: Item): void {
    if (removeFrom(this.#awaited, item)) addTo(this.#answered, item);
  }

  /** The state of a command is not waited for any more. */
  end(item: Item): void {
    if (!removeFrom(this.#awaited, item)) removeFrom(this.#answered, item);
  }

  /** How many callers wait for the state of a device, after commands that interrupt or after those that do not. */
  countAwaited(deviceId: string, interrupts: boolean): number {
    let count = 0;
    for (const { facts } of this.#awaited.get(deviceId) ?? []) if (facts.interrupts === interrupts) count += 1;
    return count;
  }

  /** The command of a device that is watched for longest without a caller who waits, where there are `limit` or more. */
  oldestAnswered(deviceId: string, limit: number): Item | undefined {
    const items = this.#answered.get(deviceId);
    if (items === undefined || items.size < limit) return undefined;
    const [oldest] = items;
    return oldest;
  }
}

function addTo<Item extends Watched>(lists: Map<string, Set<Item>>, item: Item): void {
  const { deviceId } = item.facts;
  const items = lists.get(deviceId) ?? new Set();
  lists.set(deviceId, items.add(item));
}

function removeFrom<Item extends Watched>(lists: Map<string, Set<Item>>, item: Item): boolean {
  const { deviceId } = item.facts;
  const items = lists.get(deviceId);
  if (items?.delete(item) !== true) return false;
  if (items.size === 0) lists.delete(deviceId);
  return true;
}
