/** A bearer token, or what gives the one that is valid now; `undefined` where there is none. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>);
