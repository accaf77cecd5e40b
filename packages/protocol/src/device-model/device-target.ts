import { Type } from "typebox";

/** Where the device is on its own network. Other members are kept as they come. */
export interface DeviceTarget {
  readonly host?: string;
  readonly port?: number;
  readonly [member: string]: unknown;
}

/** Schema of {@link DeviceTarget}. */
export const DeviceTarget = Type.Unsafe<DeviceTarget>(
  Type.Object(
    {
      host: Type.Optional(Type.String({ maxLength: 255 })),
      port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
    },
    { additionalProperties: true },
  ),
);
