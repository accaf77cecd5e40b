/** What a {@link PendingTable} needs to know of what it holds. */
export interface Pending {
  readonly facts: { readonly id: string; readonly deviceId: string };
}

/** Commands that went to a driver and have not ended, by request id and by device. */
export class PendingTable<Item extends Pending> {
  readonly #byId = new Map<string, Item>();
  /** In the order in which they were sent: one, and what overtakes it. */
  readonly #byDevice = new Map<string, readonly Item[]>();

  /** How many it holds. */
  get size(): number {
    return this.#byId.size;
  }

  add(item: Item): void {
    const { id, deviceId } = item.facts;
    this.#byId.set(id, item);
    const others = this.#byDevice.get(deviceId);
    this.#byDevice.set(deviceId, others === undefined ? [item] : [...others, item]);
  }

  get(requestId: string): Item | undefined {
    return this.#byId.get(requestId);
  }

  /** Those of a device in the order in which they were sent. The list does not change under its reader. */
  ofDevice(deviceId: string): readonly Item[] {
    return this.#byDevice.get(deviceId) ?? NONE;
  }

  /** The one of a device that was sent first among those that `accepts` takes. */
  oldestOf(deviceId: string, accepts: (item: Item) => boolean): Item | undefined {
    return this.ofDevice(deviceId).find(accepts);
  }

  delete(item: Item): void {
    const { id, deviceId } = item.facts;
    if (!this.#byId.delete(id)) return;
    const items = this.ofDevice(deviceId);
    if (items.length === 1) this.#byDevice.delete(deviceId);
    else
      this.#byDevice.set(
        deviceId,
        items.filter((other) => other !== item),
      );
  }
}

const NONE: readonly never[] = [];
