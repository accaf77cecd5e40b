import { Type } from "typebox";
import { LOG_COMPONENTS, LOG_LEVELS } from "../logging/log-level.ts";

/** What is logged, and how. */
export const LOG_VARIABLES = {
  HOS_LOG_LEVEL: Type.Enum([...LOG_LEVELS], { default: "info", description: "The least level that is logged." }),
  HOS_LOG_LEVELS: Type.Array(Type.String(), {
    default: [],
    description: `Levels of single components, with commas between: \`live=debug,drivers=warn\`. Components: ${LOG_COMPONENTS.join(", ")}.`,
  }),
  HOS_LOG_FORMAT: Type.Enum(["json", "pretty"], {
    default: "json",
    description: "json: one object a line, for machines. pretty: one sentence a line, for people.",
  }),
};
