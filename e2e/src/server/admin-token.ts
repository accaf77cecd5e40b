/** What the file of HOS_ADMIN_TOKEN_FILE holds for every server of this suite. */
export const ADMIN_TOKEN = "the-admin-token-of-the-end-to-end-suite";
