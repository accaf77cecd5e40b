const MAPPED_IPV4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const GROUPS_OF_A_NETWORK = 4;
const GROUPS = 8;

/** An IP address in the form that people know: IPv4 mapped into IPv6 (`::ffff:192.168.1.5`) as IPv4. */
export function normalizeAddress(address: string): string {
  return MAPPED_IPV4.exec(address)?.[1] ?? address;
}

/** Whether an IP address, normalised or not, is of this machine itself. Names are not: whoever asks resolves them. */
export function isLoopbackAddress(address: string): boolean {
  const plain = normalizeAddress(address);
  return plain === "::1" || /^127(?:\.\d{1,3}){3}$/.test(plain);
}

/**
 * What counts as one source when connections or attempts are counted: an IPv4 address, or a whole IPv6 network of 64
 * bits, since one machine may take any address in it.
 */
export function sourceOfAddress(address: string): string {
  const plain = normalizeAddress(address);
  if (!plain.includes(":")) return plain;
  const [withoutZone = ""] = plain.split("%", 1);
  const [head = "", tail] = withoutZone.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(GROUPS - before.length - after.length, 0);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after].slice(0, GROUPS_OF_A_NETWORK);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
