/** Credentials of the hub, wherever they stand: `hos_<id>_<secret>`, `hoss_...`, `hosd_...`. */
const CREDENTIAL = /\b(hos[sd]?_[A-Za-z0-9]+_)[A-Za-z0-9]{8,}/g;
const BEARER = /\b(bearer\s+)[^\s"\\]+/gi;

/**
 * Makes a function that takes secrets out of a line of the log.
 *
 * @param secrets texts that are secrets whatever they look like.
 */
export function createSecretMask(secrets: readonly string[]): (line: string) => string {
  // As they stand within JSON.
  const texts = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) => {
    const masked = line.replaceAll(CREDENTIAL, "$1***").replaceAll(BEARER, "$1***");
    return texts.reduce((text, secret) => text.replaceAll(secret, "***"), masked);
  };
}
