import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { isJsonEqual } from "../merge.ts";
import type { CommandDescriptor } from "./command-descriptor.ts";

/** A command that fits a catalogue, ready to be dispatched. */
export interface ResolvedCommand {
  readonly command: string;
  /** With `{value: x}` brought to its named member. */
  readonly payload: JsonObject;
  /** The payload as it may be told: with {@link CONCEALED} in the place of secrets. The same object where it has none. */
  readonly toldPayload: JsonObject;
  readonly idempotent: boolean;
  /** Whether it overtakes the commands that wait for the device. */
  readonly interrupts: boolean;
  /** State fields and the values that show it took effect; `undefined` where nothing can show it. */
  readonly expectedState: JsonObject | undefined;
}

/** Why a command does not fit a catalogue. */
export interface CommandFault {
  readonly code: "INVALID_COMMAND" | "INVALID_PAYLOAD";
  readonly message: string;
  readonly details: readonly string[];
}

/** The commands that one device takes, compiled once when it is announced. */
export interface CommandCatalogue {
  /** The rows as clients see them; empty for a device that takes everything. */
  readonly rows: readonly CommandDescriptor[];
  /** Checks a command and brings its payload to the canonical form. */
  resolve(command: string, payload: JsonObject): ResolvedCommand | CommandFault;
  /**
   * The payload of a command as it may be told, whether it fits or not: with {@link CONCEALED} in the place of what the
   * catalogue or the device model marks with `writeOnly: true`, and of every value where the command is not known.
   */
  conceal(command: string, payload: JsonObject): JsonObject;
}

/** Whether {@link CommandCatalogue.resolve} refused. */
export function isCommandFault(outcome: ResolvedCommand | CommandFault): outcome is CommandFault {
  return "code" in outcome;
}

/** Whether `state` shows all that `expected` names. Colours are the same in either case: `#ff0000` is `#FF0000`. */
export function showsExpectedState(state: Readonly<Record<string, JsonValue>>, expected: JsonObject): boolean {
  return Object.keys(expected).every((key) => isShown(state[key], expected[key]));
}

function isShown(shown: JsonValue | undefined, expected: JsonValue | undefined): boolean {
  if (isJsonEqual(shown, expected)) return true;
  return isColor(shown) && isColor(expected) && shown.toLowerCase() === expected.toLowerCase();
}

function isColor(value: JsonValue | undefined): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
}
