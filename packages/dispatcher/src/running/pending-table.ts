/** What a {@link PendingTable} needs to know of what it holds. */
export interface Pending {
  readonly facts: { readonly id: string; readonly deviceId: string };
}

/** Commands that went to a driver and have not ended, by request id and by device. */
export class PendingTable<Item extends Pending> {
  readonly #byId = new Map<string, Item>();
  readonly #byDevice = new Map<string, Map<string, Item>>();

  /** How many it holds. */
  get size(): number {
    return this.#byId.size;
  }

  add(item: Item): void {
    const { id, deviceId } = item.facts;
    this.#byId.set(id, item);
    const ofDevice = this.#byDevice.get(deviceId) ?? new Map<string, Item>();
    this.#byDevice.set(deviceId, ofDevice.set(id, item));
  }

  get(requestId: string): Item | undefined {
    return this.#byId.get(requestId);
  }

  /** Those of a device in the order in which they were sent. The list does not change under its reader. */
  ofDevice(deviceId: string): readonly Item[] {
    const items = this.#byDevice.get(deviceId);
    return items === undefined ? NONE : [...items.values()];
  }

  /** The one of a device that was sent first among those that `accepts` takes. */
  oldestOf(deviceId: string, accepts: (item: Item) => boolean): Item | undefined {
    for (const item of this.#byDevice.get(deviceId)?.values() ?? NONE) if (accepts(item)) return item;
    return undefined;
  }

  delete({ facts: { id, deviceId } }: Item): void {
    if (!this.#byId.delete(id)) return;
    const items = this.#byDevice.get(deviceId);
    items?.delete(id);
    if (items?.size === 0) this.#byDevice.delete(deviceId);
  }
}

const NONE: readonly never[] = [];
