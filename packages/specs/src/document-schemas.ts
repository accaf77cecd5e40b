import { Availability, CommandDescriptor, DeviceRecord } from "@hos/protocol/device-model";
import * as rest from "@hos/protocol/rest";
import { IsSchema, type TSchema } from "typebox";

/** The schemas that the OpenAPI document may name: those of `@hos/protocol/rest`, and what they are made of. */
export const DOCUMENT_SCHEMAS: Readonly<Record<string, TSchema>> = {
  Availability,
  CommandDescriptor,
  DeviceRecord,
  ...Object.fromEntries(
    Object.entries<unknown>(rest).filter((entry): entry is [string, TSchema] => IsSchema(entry[1])),
  ),
};
