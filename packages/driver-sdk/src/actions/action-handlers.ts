import type { Unsubscribe } from "@hos/runtime";
import type { ActionHandler } from "./action-handler.ts";

/** Which actions a handler is for. A member that is left out means all. */
export interface ActionScope {
  readonly deviceId?: string;
  readonly command?: string;
}

/**
 * The handlers of a driver. The most specific one wins: device and command, then device, then command, then global.
 */
export class ActionHandlers {
  readonly #handlers = new Map<string, ActionHandler>();

  /** Sets the handler of a scope in place of the one before. */
  set(scope: ActionScope, handler: ActionHandler): Unsubscribe {
    const key = keyOf(scope);
    this.#handlers.set(key, handler);
    return () => {
      if (this.#handlers.get(key) === handler) this.#handlers.delete(key);
    };
  }

  find(deviceId: string, command: string): ActionHandler | undefined {
    return (
      this.#handlers.get(keyOf({ deviceId, command })) ??
      this.#handlers.get(keyOf({ deviceId })) ??
      this.#handlers.get(keyOf({ command })) ??
      this.#handlers.get(keyOf({}))
    );
  }
}

function keyOf({ deviceId, command }: ActionScope): string {
  return JSON.stringify([deviceId ?? null, command ?? null]);
}
