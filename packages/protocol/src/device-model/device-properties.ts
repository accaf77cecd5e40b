import { Type } from "typebox";
import { LIMITS } from "../limits.ts";
import { CommandDescriptor } from "./catalogue/command-descriptor.ts";

/** What a driver knows of a device that does not change by the minute. Other members are kept as they come. */
export interface DeviceProperties {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly commandCatalog?: readonly CommandDescriptor[];
  readonly [member: string]: unknown;
}

/** Schema of {@link DeviceProperties}. */
export const DeviceProperties = Type.Unsafe<DeviceProperties>(
  Type.Object(
    {
      manufacturer: Type.Optional(Type.String({ maxLength: 256 })),
      model: Type.Optional(Type.String({ maxLength: 256 })),
      commandCatalog: Type.Optional(Type.Array(CommandDescriptor, { maxItems: LIMITS.commandCatalog })),
    },
    { additionalProperties: true },
  ),
);
