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

  /** Sets the handler of a scope in place of the one before. @throws {TypeError} for what is no scope. */
  set(scope: ActionScope, handler: ActionHandler): Unsubscribe {
    checkScope(scope);
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

// Without types a wrong scope would silently be that of all actions.
function checkScope(scope: unknown): void {
  if (typeof scope !== "object" || scope === null) {
    const given = JSON.stringify(scope);
    throw new TypeError(`The scope of onAction must be an object such as { command: "turn_on" }, not ${given}.`);
  }
  for (const [name, value] of Object.entries(scope)) {
    if (name !== "deviceId" && name !== "command") {
      throw new TypeError(`The scope of onAction takes deviceId and command, not ${name}.`);
    }
    if (typeof value !== "string" && value !== undefined) {
      throw new TypeError(`${name} of the scope of onAction must be a string.`);
    }
  }
}

function keyOf({ deviceId, command }: ActionScope): string {
  return JSON.stringify([deviceId ?? null, command ?? null]);
}
