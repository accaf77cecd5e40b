/** Takes a listener away again. Calling it twice does nothing more. */
export type Unsubscribe = () => void;

/** Called with what a listener threw and the name of the event that it listened to. */
export type ListenerFault = (fault: unknown, event: string) => void;

type Listener<Payload> = (payload: Payload) => void;

/**
 * A typed event emitter whose listeners cannot hurt each other or the one that emits: what a listener throws goes to
 * `onFault`, and the next listener is called.
 *
 * Listeners run at once and in the order of their subscription. One that subscribes or leaves during an emit takes
 * effect with the next emit.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, readonly Listener<never>[]>();
  readonly #onFault: ListenerFault;

  constructor(onFault: ListenerFault) {
    this.#onFault = onFault;
  }

  /** Calls `listener` with every later `event`. The same function subscribed twice is called twice. */
  on<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): Unsubscribe {
    const entry: Listener<Events[Name]> = (payload) => listener(payload);
    this.#listeners.set(event, [...this.#of(event), entry]);
    return () => {
      this.#listeners.set(
        event,
        this.#of(event).filter((candidate) => candidate !== entry),
      );
    };
  }

  /** Calls `listener` with the next `event` only. */
  once<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): Unsubscribe {
    const unsubscribe = this.on(event, (payload) => {
      unsubscribe();
      listener(payload);
    });
    return unsubscribe;
  }

  /** Calls every listener of `event`. Never throws. */
  emit<Name extends keyof Events>(event: Name, payload: Events[Name]): void {
    const listeners = this.#of(event);
    for (const listener of listeners) {
      try {
        listener(payload);
      } catch (fault) {
        this.#report(fault, String(event));
      }
    }
  }

  /** How many listeners `event` has. */
  listenerCount(event: keyof Events): number {
    return this.#of(event).length;
  }

  /** Takes every listener away. */
  clear(): void {
    this.#listeners.clear();
  }

  #of<Name extends keyof Events>(event: Name): readonly Listener<Events[Name]>[] {
    return (this.#listeners.get(event) ?? []) as readonly Listener<Events[Name]>[];
  }

  #report(fault: unknown, event: string): void {
    try {
      this.#onFault(fault, event);
    } catch {
      // A fault handler that throws has nobody left to tell.
    }
  }
}
