import { type Static, Type } from "typebox";
import { nullable } from "./nullable.ts";

const Level = Type.Enum(["debug", "info", "warn", "error", "silent"], {
  description: "The least level that is logged.",
});
const Component = Type.String({ description: "A part of the hub, such as live or drivers." });

/** Body of GET `/log-levels`. */
export const LogLevelSettings = Type.Object({
  level: Level,
  components: Type.Record(Component, Level, { description: "Of components that differ." }),
});
export type LogLevelSettings = Static<typeof LogLevelSettings>;

/** Body of POST `/log-levels`: what is not named stays. It holds until the hub ends. */
export const ChangeLogLevels = Type.Object(
  {
    level: Type.Optional(Level),
    components: Type.Optional(
      Type.Record(Component, nullable(Level), { description: "null takes the level of a component back." }),
    ),
  },
  { additionalProperties: false },
);
export type ChangeLogLevels = Static<typeof ChangeLogLevels>;
