import { Type } from "typebox";

/** Who gets in. */
export const ACCESS_VARIABLES = {
  HOS_ADMIN_PASSWORD_FILE: Type.String({
    unset: "a set-up code in the log",
    description: "File with the password of a first person `admin`, who is made where there is nobody yet.",
  }),
  HOS_ADMIN_TOKEN_FILE: Type.String({
    unset: "no such token",
    description:
      "File with a bearer token (32 characters or more) that may do everything as long as the hub is started with it.",
  }),
  HOS_DRIVER_AUTH: Type.Enum(["loopback", "token", "open"], {
    default: "loopback",
    description:
      "Which drivers need a credential. loopback: those of other machines. token: all. open: none, which anybody on the network can abuse.",
  }),
};
