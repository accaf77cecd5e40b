import type { AccessControl, DriverGate } from "@hos/access";
import type { Home } from "@hos/home";
import type { Hub } from "@hos/hub";
import type { Clock, Logger } from "@hos/runtime";
import type { ConfigStore } from "@hos/storage";
import type { LogLevels } from "../logging/log-levels.ts";
import type { NetPolicy } from "../net/net-policy.ts";
import type { ServerConfig } from "../server-config.ts";
import type { HubStorage } from "../storage/hub-storage.ts";

/** Everything of a server that is not about clients. Made by `openServerParts`, started and closed by `HosServer`. */
export interface ServerParts {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly logLevels: LogLevels;
  readonly clock: Clock;
  readonly policy: NetPolicy;
  /** Open. */
  readonly storage: HubStorage;
  /** Started. */
  readonly store: ConfigStore;
  readonly access: AccessControl;
  readonly gate: DriverGate;
  readonly home: Home;
  readonly hub: Hub;
}
