import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { PROTOCOL_VERSION } from "../protocol-version.ts";
import { DriverKey, InstanceId } from "./fields.ts";

/** `params` of `driver.register`, the first frame of a driver. */
export const RegisterRequest = Type.Object({
  driverKey: DriverKey,
  instanceId: InstanceId,
  protocolVersion: Type.Literal(PROTOCOL_VERSION),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.driverNameMax, description: "Shown to people." })),
  version: Type.Optional(Type.String({ maxLength: LIMITS.driverVersionMax, description: "The driver's own version." })),
  token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: LIMITS.tokenMax,
      description: "Credential; the Authorization header of the upgrade request serves as well.",
    }),
  ),
});
export type RegisterRequest = Static<typeof RegisterRequest>;

/** `driver.register` in its canonical form. */
export const RegisterFrame = Type.Object({ method: Type.Literal("driver.register"), params: RegisterRequest });
export type RegisterFrame = Static<typeof RegisterFrame>;
