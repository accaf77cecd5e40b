import type { ConfigPart, LiveConfigChanged } from "@hos/protocol/live";
import { silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { ConfigStore, type DocumentChange, MemoryDocumentPersistence, StorageError } from "@hos/storage";
import { Home, type HomeOptions } from "../../src/index.ts";

/** Persistence that can be told to fail, and counts what it writes. */
class Disk extends MemoryDocumentPersistence {
  full = false;
  writes = 0;

  override async write(changes: readonly DocumentChange[]): Promise<void> {
    // As a real disk, it takes a while: others may ask meanwhile.
    await Promise.resolve();
    if (this.full) throw new StorageError("DISK_FULL", "There is no room left.");
    this.writes += 1;
    await super.write(changes);
  }
}

/** A home on a disk of its own. Ids are `n1`, `n2` and so on. */
export class HomeRig {
  readonly disk: Disk;
  readonly clock = new ManualClock();
  readonly events: LiveConfigChanged[] = [];
  readonly home: Home;

  private constructor(disk: Disk, store: ConfigStore, options: Partial<HomeOptions>) {
    let ids = 0;
    this.disk = disk;
    this.home = new Home({ store, clock: this.clock, createId: () => `n${(ids += 1)}`, ...options });
    this.home.onChanged((event) => this.events.push(event));
  }

  /** @param disk where another home was before. @default an empty one */
  static async start(options: Partial<HomeOptions> = {}, disk = new Disk()): Promise<HomeRig> {
    const store = new ConfigStore({ persistence: disk, logger: silentLogger });
    await store.start();
    return new HomeRig(disk, store, options);
  }

  /** Another home on the same disk, as after a restart. */
  async restart(options: Partial<HomeOptions> = {}): Promise<Home> {
    return (await HomeRig.start(options, this.disk)).home;
  }

  /** What was told as changed, in order. */
  get told(): readonly ConfigPart[] {
    return this.events.map(({ what }) => what);
  }
}
