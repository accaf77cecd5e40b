import { authorize } from "@hos/access";
import { describe, expect, it } from "vitest";
import type { ApiContext } from "../../src/http/api-context.ts";
import { createMetricsIdentify } from "../../src/metrics/create-metrics-identify.ts";
import { createPrincipal } from "../support/principals.ts";

const BEARER = createPrincipal(["devices:read"]);
const CONTEXT = {} as ApiContext;

function identify(address: string | undefined) {
  return createMetricsIdentify(
    () => BEARER,
    () => address,
  )(CONTEXT);
}

describe("createMetricsIdentify", () => {
  it.each(["127.0.0.1", "::1"])("lets a program of this machine, %s, read metrics and do nothing else", (address) => {
    const reader = identify(address);
    expect(authorize(reader, { scope: "drivers:manage", subject: "home" })).toBe("allowed");
    expect(authorize(reader, { scope: "devices:read" })).toBe("denied");
  });

  it.each(["192.168.1.5", undefined])("asks for the credential of a program at %s", (address) => {
    expect(identify(address)).toBe(BEARER);
  });
});
