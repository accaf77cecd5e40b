// The home.
export { Home } from "./home.ts";
export type { HomeOptions } from "./home-options.ts";

// Its parts.
export type { Designs } from "./designs/designs.ts";
export type { Preferences } from "./preferences/preferences.ts";
export type { Programs } from "./programs/programs.ts";
export type { Spaces } from "./spaces/spaces.ts";

// Running a program.
export type { ProgramCommand, ProgramCommandOutcome, ProgramRunRequest } from "./programs/program-run-request.ts";
