import { type TProperties, Type } from "typebox";
import type { JsonObject } from "../../json/json-value.ts";
import type { CommandDescriptor } from "../catalogue/command-descriptor.ts";

interface CommandTraits {
  /** Members of the payload, all required unless optional in themselves. More members may come along. */
  readonly payload?: TProperties;
  readonly confirms?: JsonObject;
  /** @default true */
  readonly idempotent?: boolean;
  /** @default false */
  readonly interrupts?: boolean;
}

/** Makes a row of a default catalogue; its label comes from its key: `turn_on` is "Turn on". */
export function defineCommand(key: string, traits: CommandTraits = {}): CommandDescriptor {
  const { payload, confirms, idempotent = true, interrupts } = traits;
  return {
    key,
    label: key.charAt(0).toUpperCase() + key.slice(1).replaceAll("_", " "),
    idempotent,
    ...(interrupts !== undefined && { interrupts }),
    // A schema of TypeBox is plain JSON Schema; its type only does not say so.
    ...(payload !== undefined && { payloadSchema: Type.Object(payload) as unknown as JsonObject }),
    ...(confirms !== undefined && { confirms }),
  };
}
