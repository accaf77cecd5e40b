import { hash, timingSafeEqual } from "node:crypto";

/** Whether `secret` is the one that was hashed by `hashSecret`, in a time that tells nothing of either. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = hash("sha256", secret, "buffer");
  const stored = Buffer.from(storedHash, "hex");
  return given.length === stored.length && timingSafeEqual(given, stored);
}
