/** The version of the driver protocol that this package speaks. */
export const PROTOCOL_VERSION = 1;

/** Every version that a hub of this release accepts. */
export const SUPPORTED_PROTOCOL_VERSIONS: readonly number[] = [PROTOCOL_VERSION];
