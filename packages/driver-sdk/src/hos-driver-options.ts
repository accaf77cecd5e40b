import type { Clock, Logger, Random } from "@hos/runtime";
import type { TokenStore } from "./credentials/token-store.ts";
import type { ReconnectOptions } from "./connection/reconnect-schedule.ts";

/** What a `HosDriver` is made with. Protocol v1, "HosDriver (SDK)". */
export interface HosDriverOptions {
  /** What kind of driver it is: letters, digits and underscore, 2-64 characters. Turned to upper case. */
  readonly driverKey: string;
  /** Which running copy of it: letters, digits, `:`, `_` and `-`, 1-128 characters. One copy has one session. */
  readonly instanceId: string;
  /** Where the hub listens, such as `ws://localhost:8080/driver`. */
  readonly wsUrl: string;
  /** Shown to people, 1-128 characters. */
  readonly name?: string | undefined;
  /** The driver's own version, 64 characters at most. */
  readonly version?: string | undefined;
  /**
   * Credential. It goes into the registration, never into the URL. With one, the driver asks nobody for approval and stores
   * nothing.
   */
  readonly token?: string | undefined;
  /**
   * The folder of the file that keeps the token which the hub gives the driver when a person approves it; in a container,
   * one of a volume.
   *
   * @default `HOS_DRIVER_STATE_DIR` of the environment, else `.hos/drivers` in the home of the user
   */
  readonly stateDirectory?: string | undefined;
  /** Keeps the token elsewhere than in a file. @default a file in `stateDirectory` */
  readonly tokenStore?: TokenStore | undefined;
  /** Registers on every connect and reconnect. With `false` call `register()` after each `connected`. @default true */
  readonly autoRegister?: boolean | undefined;
  /** `false`: a lost connection stays lost. An object changes the schedule. @default true */
  readonly reconnect?: boolean | Partial<ReconnectOptions> | undefined;
  /** Milliseconds that `close()` waits for handlers that run. @default 2000 */
  readonly closeTimeoutMs?: number | undefined;
  /** @default says nothing */
  readonly logger?: Logger | undefined;
  /** @default the clock of the machine */
  readonly clock?: Clock | undefined;
  /** Spreads the delays of the schedule. @default Math.random */
  readonly random?: Random | undefined;
}
