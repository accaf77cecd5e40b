import type { Home } from "@hos/home";
import { ApiFailure } from "@hos/protocol/rest";

/** Passes a space that there is. @throws {ApiFailure} NO_SPACE */
export function ensureSpace({ spaces }: Pick<Home, "spaces">, spaceId: string): void {
  if (spaces.has(spaceId)) return;
  throw new ApiFailure("NO_SPACE", `There is no space ${JSON.stringify(spaceId)}.`, {
    details: ["GET /spaces lists the spaces that there are."],
  });
}

/**
 * Passes what confines somebody to spaces that there are: a slip of the pen would show nothing to somebody, and nobody why.
 *
 * @throws {ApiFailure} NO_SPACE
 */
export function ensureSpaces(
  home: Pick<Home, "spaces">,
  { spaceIds }: { readonly spaceIds?: readonly string[] | null | undefined },
): void {
  for (const spaceId of spaceIds ?? []) ensureSpace(home, spaceId);
}
