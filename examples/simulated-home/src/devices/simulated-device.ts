import type { DeviceDiscovered, StateUpdate } from "@hos/driver-sdk";
import type { CommandPayload } from "./command-payload.ts";

/** One step of simulated time. */
export interface Tick {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Milliseconds since the tick before. */
  readonly elapsedMs: number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/**
 * Carries out one command. What it returns goes to the caller as the result; what it throws goes to the caller as the
 * reason of the refusal.
 */
export type CommandHandler = (payload: CommandPayload) => Readonly<Record<string, string | number>> | void;

/** The commands of a device by their key. */
export type Commands = Readonly<Record<string, CommandHandler>>;

/** A device that behaves. It knows nothing of the hub: it takes commands, lives through ticks and shows a state. */
export interface SimulatedDevice {
  readonly deviceType: string;
  /** Static facts; `commandCatalog` where the default commands of the deviceType do not fit. */
  readonly properties?: NonNullable<DeviceDiscovered["properties"]>;
  /** A sensor has none. */
  readonly commands: Commands;
  /** What it shows now, as a new object. */
  readonly state: StateUpdate;
  /** Lets time pass. */
  tick(tick: Tick): void;
}
