/** Bounds of the driver protocol. Sizes in bytes, times in milliseconds, lengths in characters. */
export const LIMITS = {
  /** The largest text frame; a larger one closes the session with 1009. A hub may set another. */
  frameBytes: 1024 * 1024,
  /** How deep a frame may nest objects and arrays. */
  frameDepth: 32,
  /** Events in one `driver.events` frame. */
  bulkEvents: 10_000,
  driverKeyMin: 2,
  driverKeyMax: 64,
  instanceIdMax: 128,
  driverNameMax: 128,
  driverVersionMax: 64,
  tokenMax: 512,
  deviceIdMax: 128,
  deviceNameMax: 128,
  deviceTypeMax: 64,
  tags: 64,
  tagMax: 64,
  stateFieldMax: 64,
  commandKeyMax: 64,
  commandLabelMax: 128,
  commandCatalog: 256,
  /** A regular expression in a payloadSchema, and how large it may become when it is compiled. */
  patternMax: 1_000,
  patternProgram: 2_000,
  /** Steps (characters of a text times the size of the compiled pattern) that the patterns of a schema may take for one payload. */
  patternSteps: 10_000_000,
  /** Values in a payloadSchema, in any depth. */
  schemaValues: 2_000,
  /** Looks at parts of a payloadSchema that one payload may cost; a part with many members counts as several. */
  payloadSteps: 100_000,
  requestIdMax: 128,
  metrics: 256,
  reasonMax: 256,
  messageMax: 4096,
  /** A socket that has not registered by then is closed with 4002. */
  registerTimeoutMs: 10_000,
  /** The hub and the SDK ping this often; two misses end the session. */
  pingIntervalMs: 20_000,
  /** Command deadline where the caller names none. */
  commandTimeoutMs: 5_000,
  commandTimeoutMinMs: 50,
  commandTimeoutMaxMs: 120_000,
  programItems: 256,
  /** What a person may configure of each. */
  spaces: 1_000,
  programs: 1_000,
  designProfiles: 100,
  /** A stored document of the client app, as JSON. */
  documentBytes: 256 * 1024,
  /** Entries of a REST page where the caller names no limit. */
  pageDefault: 100,
  pageMax: 1_000,
} as const;
