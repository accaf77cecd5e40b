import type { CommandLine } from "../machine/pin-to.ts";
import type { ProtocolName } from "../protocols/find-protocol.ts";

/** Where a server is to listen and what it may write to. */
export interface Place {
  readonly port: number;
  /** An empty folder of its own. */
  readonly folder: string;
  /** What it may demand of whoever connects. */
  readonly token: string;
}

/** A program, and the environment it is given besides PATH. */
export interface ServerCommand extends CommandLine {
  readonly env?: Readonly<Record<string, string>>;
}

/** A server that brings updates from a driver to clients. */
export interface Contender {
  readonly id: string;
  readonly name: string;
  readonly protocol: ProtocolName;
  /** What runs it here, for the report; `undefined` where it is not installed. */
  readonly version: string | undefined;
  /** How it is started. It may write into the folder of `place`. */
  command(place: Place): ServerCommand;
}
