import { ApiFailure } from "@hos/protocol/rest";

/** The code of the ApiFailure that a promise must reject with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await failureOf(promise)).code;
}

/** The ApiFailure that a promise must reject with. */
export async function failureOf(promise: Promise<unknown>): Promise<ApiFailure> {
  const error: unknown = await promise.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (error instanceof ApiFailure) return error;
  throw new Error("Expected an ApiFailure.", { cause: error });
}
