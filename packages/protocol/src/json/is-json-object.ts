/** Whether `value` is an object that JSON.parse could have made of `{...}`. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
