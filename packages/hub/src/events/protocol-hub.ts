import { Emitter, type Logger, silentLogger } from "@hos/runtime";
import type { HubEvents } from "./hub-events.ts";

/**
 * The event bus of a hub. What a listener throws is logged and harms neither the other listeners nor the hub.
 *
 * Every listener hears every event in the order in which they happened: an event that a listener causes is delivered
 * after all listeners have heard the current one.
 */
export class ProtocolHub extends Emitter<HubEvents> {
  #delivering = false;
  #waiting: (() => void)[] = [];

  constructor(logger: Logger = silentLogger) {
    super((fault, event) => logger.error("A listener of the hub failed.", { event, err: fault }));
  }

  override emit<Name extends keyof HubEvents>(event: Name, payload: HubEvents[Name]): void {
    if (this.#delivering) {
      this.#waiting.push(() => super.emit(event, payload));
      return;
    }
    this.#delivering = true;
    super.emit(event, payload);
    // A listener may cause further events while these are delivered; they line up behind.
    for (let next = 0; next < this.#waiting.length; next += 1) this.#waiting[next]?.();
    if (this.#waiting.length > 0) this.#waiting = [];
    this.#delivering = false;
  }
}
