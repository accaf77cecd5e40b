import type { LiveLink } from "../../src/live/delivery/live-link.ts";
import type { Parcel } from "../../src/live/delivery/parcel.ts";

/** A link whose client reads when a test says so. */
export class RecordingLink implements LiveLink {
  /** Whether the client leaves unread what it is sent from now on. */
  reading = true;
  isCut = false;
  /** What was sent and read, in order. */
  readonly read: Parcel[] = [];
  readonly #onRead: (parcel: Parcel) => void;
  #unread: Parcel[] = [];
  #listeners: (() => void)[] = [];

  constructor(onRead: (parcel: Parcel) => void) {
    this.#onRead = onRead;
  }

  get idle(): boolean {
    return this.#unread.length === 0;
  }

  get pendingBytes(): number {
    return this.#unread.reduce((sum, { wire }) => sum + wire.length, 0);
  }

  /** How many parcels were sent and not read. */
  get unread(): number {
    return this.#unread.length;
  }

  send(parcel: Parcel): void {
    this.#unread.push(parcel);
    if (this.reading) this.readAll();
  }

  whenIdle(listener: () => void): void {
    this.#listeners.push(listener);
  }

  cut(): void {
    this.isCut = true;
  }

  /** The client reads what there is, and goes on doing so. */
  resume(): void {
    this.reading = true;
    this.readAll();
  }

  /** The client reads what there is, and no more. */
  readAll(): void {
    for (const parcel of this.#unread.splice(0)) {
      this.read.push(parcel);
      this.#onRead(parcel);
    }
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
