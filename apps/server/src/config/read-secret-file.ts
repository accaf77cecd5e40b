import { readFileSync } from "node:fs";
import { ConfigError } from "../config-error.ts";

/** How long a secret may be, characters. */
export interface SecretLength {
  readonly min: number;
  readonly max: number;
}

/**
 * Reads a secret from the file that a variable names. The line end that editors and `echo` leave does not belong to it.
 *
 * @throws {ConfigError} when there is no such file, or what is in it is too short or too long. Never tells the secret.
 */
export function readSecretFile(variable: string, path: string, { min, max }: SecretLength): string {
  const secret = readText(variable, path).replace(/\r?\n$/, "");
  if (secret.length >= min && secret.length <= max && !/[\r\n]/.test(secret)) return secret;
  throw new ConfigError(variable, path, `must hold one line of ${min} to ${max} characters.`);
}

function readText(variable: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(variable, path, `cannot be read: ${(error as Error).message}.`);
  }
}
