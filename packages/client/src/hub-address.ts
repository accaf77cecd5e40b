/** Where a hub is reached, taken from the URL that the user gave. */
export interface HubAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The path that a reverse proxy serves the hub under, without a slash at its end; mostly empty. */
  readonly prefix: string;
}

/**
 * Reads the URL of a hub, such as `http://192.168.1.10:8080` or `https://home.example/hub`.
 *
 * @throws {TypeError} when it is not an http or https URL.
 */
export function readHubAddress(url: string): HubAddress {
  const parsed = URL.parse(url);
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) {
    throw new TypeError(`url must be an http or https URL such as http://127.0.0.1:8080, not ${JSON.stringify(url)}.`);
  }
  return { origin: parsed.origin, prefix: parsed.pathname.replace(/\/+$/, "") };
}
