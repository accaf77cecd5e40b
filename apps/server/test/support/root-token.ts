/** The token of HOS_ADMIN_TOKEN_FILE in tests. */
export const ROOT_TOKEN = "the-root-token-of-the-tests-0123456789";

/** The header that bears a token. */
export function bearer(token: string = ROOT_TOKEN): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}
