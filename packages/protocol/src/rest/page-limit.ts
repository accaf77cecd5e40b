import { Type } from "typebox";
import { LIMITS } from "../limits.ts";

/** How many entries a page has at most. */
export const PageLimit = Type.Integer({ minimum: 1, maximum: LIMITS.pageMax, default: LIMITS.pageDefault });
