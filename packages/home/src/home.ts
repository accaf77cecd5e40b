import type { ConfigPart, LiveConfigChanged } from "@hos/protocol/live";
import { createId as createRandomId, Emitter, silentLogger, systemClock, toInstant, Turns } from "@hos/runtime";
import type { Unsubscribe } from "@hos/runtime";
import { Designs } from "./designs/designs.ts";
import type { HomeContext } from "./home-context.ts";
import type { HomeOptions } from "./home-options.ts";
import { Preferences } from "./preferences/preferences.ts";
import { Programs } from "./programs/programs.ts";
import { Spaces } from "./spaces/spaces.ts";

/**
 * What people configured of a home. Reads are synchronous; what changes something is durable when it settles, and told
 * after that.
 */
export class Home {
  readonly spaces: Spaces;
  readonly programs: Programs;
  readonly preferences: Preferences;
  readonly designs: Designs;
  readonly #events: Emitter<{ changed: LiveConfigChanged }>;

  /** @throws {TypeError} where another home has the collections of the store already. */
  constructor(options: HomeOptions) {
    const { store, clock = systemClock, createId = createRandomId, logger = silentLogger } = options;
    const { conceal = ({ payload = {} }) => payload, onSpaceRemoved = () => {} } = options;
    this.#events = new Emitter((fault) => logger.error("A listener of configuration changes threw.", { err: fault }));
    const changed = (what: ConfigPart): void => {
      this.#events.emit("changed", { event: "CONFIG_CHANGED", what, at: toInstant(clock.now()) });
    };
    const context: HomeContext = { store, createId, turns: new Turns(), changed };
    this.spaces = new Spaces(context, async (spaceId) => {
      try {
        await onSpaceRemoved(spaceId);
      } catch (fault) {
        logger.error("The devices of a space that was removed could not be taken out of it.", { err: fault, spaceId });
      }
    });
    this.programs = new Programs(context, { conceal, logger });
    this.preferences = new Preferences(context);
    this.designs = new Designs(context);
  }

  /** Calls `listener` after every change that was kept, with the live event that tells of it. */
  onChanged(listener: (change: LiveConfigChanged) => void): Unsubscribe {
    return this.#events.on("changed", listener);
  }
}
