import { hash } from "node:crypto";

/**
 * What is stored of a secret: its SHA-256 as 64 hexadecimal digits. Fast on purpose, which is right for secrets that are
 * long and random, and wrong for passwords.
 */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}
