import type { JsonObject } from "@hos/protocol";
import type { ProgramItem } from "@hos/protocol/rest";
import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { ConfigStore } from "@hos/storage";

/** What a `Home` is made of. */
export interface HomeOptions {
  /** Started before. The home takes the collections `spaces`, `programs`, `preferences`, `design-profiles` and `design`. */
  readonly store: ConfigStore;
  /** @default systemClock */
  readonly clock?: Clock;
  /** Makes the ids of what is new. @default createId */
  readonly createId?: CreateId;
  /** @default silentLogger */
  readonly logger?: Logger;
  /**
   * The payload of a command as it may be told, with `CONCEALED` in the place of what is secret.
   *
   * @default the payload as it is
   */
  readonly conceal?: (item: ProgramItem) => JsonObject;
  /** A space is gone: takes the devices out of it. What it throws is logged; the space is gone all the same. */
  readonly onSpaceRemoved?: (spaceId: string) => void | Promise<void>;
}
