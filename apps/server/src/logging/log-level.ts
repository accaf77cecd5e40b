/** The least level that is logged; `silent` logs nothing. From the least to the most severe. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** A level of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The parts of the server that log under a name of their own. */
export const LOG_COMPONENTS = [
  "access",
  "commands",
  "devices",
  "discovery",
  "drivers",
  "home",
  "http",
  "live",
  "net",
  "storage",
] as const;

/** A name of {@link LOG_COMPONENTS}. */
export type LogComponent = (typeof LOG_COMPONENTS)[number];

/** Whether the server has a component of that name. */
export function isLogComponent(name: unknown): name is LogComponent {
  return LOG_COMPONENTS.some((component) => component === name);
}
