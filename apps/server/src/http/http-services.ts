import type { AccessControl, DriverGate } from "@hos/access";
import type { Home } from "@hos/home";
import type { Hub } from "@hos/hub";
import type { ApiFailure } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { SseGateway } from "../live/sse/sse-gateway.ts";
import type { LogLevels } from "../logging/log-levels.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import type { HubStorage } from "../storage/hub-storage.ts";
import type { ApiContext } from "./api-context.ts";
import type { ClientPace } from "./client-pace.ts";

/** What the client API is served from. */
export interface HttpServices {
  readonly hub: Hub;
  readonly access: AccessControl;
  readonly home: Home;
  readonly gate: DriverGate;
  readonly sse: SseGateway;
  readonly backups: BackupServices;
  readonly logger: Logger;
  readonly logLevels: LogLevels;
  /** Where a request comes from; `undefined` where that is not known. */
  readonly addressOf: (c: ApiContext) => string | undefined;
  /** Why the hub cannot do its work, where it cannot. */
  readonly findUnreadiness: () => ApiFailure | undefined;
  readonly metrics: Pick<HubMetrics, "contentType" | "render">;
  readonly pace: ClientPace;
  /** The largest body of a request but of a backup. */
  readonly maxBodyBytes: number;
}

/** What backups are made and taken with. */
export interface BackupServices {
  readonly storage: Pick<HubStorage, "backup" | "stageRestore">;
  /** Where a copy stands for the time that it is sent or checked. */
  readonly folder: string;
  /** The largest backup that is taken. */
  readonly maxBytes: number;
}
