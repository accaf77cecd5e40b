import { timingSafeEqual } from "node:crypto";
import { hashSecret } from "./hash-secret.ts";

/** Whether `secret` is the one that was hashed by `hashSecret`, in a time that tells nothing of either. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const stored = Buffer.from(storedHash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
