import type { TSchema } from "typebox";
import { ACCESS_VARIABLES } from "./config/access-variables.ts";
import { DRIVER_LIMIT_VARIABLES } from "./config/driver-limit-variables.ts";
import { LOG_VARIABLES } from "./config/log-variables.ts";
import { NETWORK_VARIABLES } from "./config/network-variables.ts";
import { SIZE_VARIABLES } from "./config/size-variables.ts";

/**
 * Every environment variable that the server reads: its type, range, default and meaning.
 *
 * The schemas are of the values after reading; `readConfig` turns the texts of the environment into them. `unset` says
 * what holds where nothing is set and there is no default.
 */
export const CONFIG_VARIABLES = {
  ...NETWORK_VARIABLES,
  ...ACCESS_VARIABLES,
  ...LOG_VARIABLES,
  ...SIZE_VARIABLES,
  ...DRIVER_LIMIT_VARIABLES,
} satisfies Record<string, TSchema>;
