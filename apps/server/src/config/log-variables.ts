import { Type } from "typebox";

const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** What is logged, and how. */
export const LOG_VARIABLES = {
  HOS_LOG_LEVEL: Type.Enum(LEVELS, { default: "info", description: "The least level that is logged." }),
  HOS_LOG_FORMAT: Type.Enum(["json", "pretty"], {
    default: "json",
    description: "json: one object a line, for machines. pretty: one sentence a line, for people.",
  }),
};
