import type { Principal } from "@hos/access";
import { isLoopbackAddress } from "@hos/runtime";
import type { ApiContext } from "../http/api-context.ts";

/** Says whose credential a request bears. */
type Identify = (c: ApiContext) => Principal | undefined;

/** A program of this machine that reads /metrics. */
const LOCAL_READER: Principal = {
  kind: "root",
  tokenId: "local",
  userId: undefined,
  name: "a program of this machine",
  scopes: new Set(["drivers:manage"]),
  confinements: [],
};

/**
 * Says who reads /metrics: a program of this machine needs no credential.
 *
 * @param addressOf where a request comes from; `undefined` where that is not known.
 */
export function createMetricsIdentify(bearer: Identify, addressOf: (c: ApiContext) => string | undefined): Identify {
  return (c) => {
    const address = addressOf(c);
    return address !== undefined && isLoopbackAddress(address) ? LOCAL_READER : bearer(c);
  };
}
