/** How `hos-server` ends. */
export const EXIT_CODE = {
  OK: 0,
  /** It could not be done, or is not so. The line on stderr says why. */
  FAILED: 1,
  /** The command line is wrong. */
  MISUSE: 2,
  /** The settings are wrong, as in sysexits.h: starting it again helps nobody. */
  CONFIG: 78,
} as const;
