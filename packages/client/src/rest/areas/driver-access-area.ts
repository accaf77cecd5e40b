import type { ApproveDriver, DriverDetail, DriverToken } from "@hos/protocol/rest";
import { type DriverRef, driverPath } from "../driver-ref.ts";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Which drivers may connect. A driver is named by its key and instance, as an entry of `drivers()` names it. */
export class DriverAccessArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** Lets a driver in that waits, by the code that it shows. PAIRING_FAILED where it is another one, or too late. */
  approve(driver: DriverRef, request: ApproveDriver, options?: RequestOptions): Promise<DriverDetail> {
    return this.#http.send({ method: "POST", path: `${driverPath(driver)}/approve`, body: request, ...options });
  }

  /** Keeps a driver out until it is enabled; its session ends. */
  disable(driver: DriverRef, options?: RequestOptions): Promise<DriverDetail> {
    return this.#http.send({ method: "POST", path: `${driverPath(driver)}/disable`, ...options });
  }

  /** Lets a driver in again that was disabled. */
  enable(driver: DriverRef, options?: RequestOptions): Promise<DriverDetail> {
    return this.#http.send({ method: "POST", path: `${driverPath(driver)}/enable`, ...options });
  }

  /** Voids the credential of a driver: its session ends, and it has to pair anew. CONFLICT where it has none. */
  revoke(driver: DriverRef, options?: RequestOptions): Promise<DriverDetail> {
    return this.#http.send({ method: "POST", path: `${driverPath(driver)}/revoke`, ...options });
  }

  /** Makes a credential for a driver, also one that never connected. It is shown this once; an earlier one is void. */
  createToken(driver: DriverRef, options?: RequestOptions): Promise<DriverToken> {
    return this.#http.send({ method: "POST", path: `${driverPath(driver)}/token`, ...options });
  }
}
