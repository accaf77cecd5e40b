import { Type, type Static } from "typebox";

/** The body of every failure, in the error shape of the driver protocol. */
export const ApiError = Type.Object({
  ok: Type.Literal(false),
  code: Type.String({ description: "One of the codes of docs/errors.md." }),
  error: Type.String({ description: "What went wrong, in one sentence." }),
  details: Type.Array(Type.String(), { description: "One sentence a fault, each naming its path." }),
  commandId: Type.Optional(Type.String({ description: "Where the failure is that of a command." })),
});
export type ApiError = Static<typeof ApiError>;
