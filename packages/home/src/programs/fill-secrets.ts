import type { JsonObject, JsonValue } from "@hos/protocol";
import { CONCEALED } from "@hos/protocol/device-model";

/** A payload as a client gave it, as it is told, and the one that was kept before. */
export interface SecretSources {
  readonly given: JsonObject;
  /** Has {@link CONCEALED} where `given` has a secret. */
  readonly told: JsonObject;
  readonly kept: JsonObject | undefined;
}

/**
 * Puts the secrets that were kept in the place of those that a client, who was never told them, gave back as they were
 * shown.
 *
 * @returns the paths of secrets that were not kept, such as `payload.code`, instead where there are any.
 */
export function fillSecrets({ given, told, kept }: SecretSources): JsonObject | readonly string[] {
  const missing: string[] = [];
  const fill = (place: Place): JsonValue => {
    if (place.told === CONCEALED && place.given === CONCEALED) {
      if (place.kept === undefined) missing.push(place.path);
      return place.kept ?? CONCEALED;
    }
    if (typeof place.given !== "object" || place.given === null) return place.given;
    const entries = Object.entries(place.given).map(([key, member]) => [
      key,
      fill({
        given: member,
        told: memberOf(place.told, key),
        kept: memberOf(place.kept, key),
        path: `${place.path}.${key}`,
      }),
    ]);
    return Array.isArray(place.given)
      ? entries.map(([, member]) => member as JsonValue)
      : (Object.fromEntries(entries) as JsonObject);
  };
  const filled = fill({ given, told, kept, path: "payload" });
  return missing.length > 0 ? missing : (filled as JsonObject);
}

interface Place {
  readonly given: JsonValue;
  readonly told: JsonValue | undefined;
  readonly kept: JsonValue | undefined;
  readonly path: string;
}

function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, JsonValue>>)[key];
}
