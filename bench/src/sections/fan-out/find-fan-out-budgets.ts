import type { Budget } from "../../report/budget.ts";
import type { FanOutFigures } from "./fan-out-figures.ts";
import { HOME_PACE } from "./fan-out-plan.ts";

/** The ratios that fan-out has to keep, as far as the contenders of this run tell them. */
export function findFanOutBudgets(figures: readonly FanOutFigures[]): readonly Budget[] {
  const find = (contender: string, clients: number) =>
    figures.find((each) => each.contender === contender && each.clients === clients);
  const saturated = (contender: string, clients: number) => find(contender, clients)?.saturated.cpuUsPerDelivery;
  const paced = (contender: string) => find(contender, 10)?.paced[HOME_PACE];
  return [
    ...ratio("coalesced, saturated, 100 clients, to NATS", 1, [
      saturated("hos-coalesced", 100),
      saturated("nats", 100),
    ]),
    ...ratio("coalesced, saturated, 10 clients, to NATS", 2, [saturated("hos-coalesced", 10), saturated("nats", 10)]),
    ...ratio("SSE, saturated, 100 clients, to NATS", 2, [saturated("hos-sse", 100), saturated("nats", 100)]),
    ...ratio("plain, saturated, 100 clients, to the bare Socket.IO relay", 1 / 3, [
      saturated("hos-plain", 100),
      saturated("socket-io-relay", 100),
    ]),
    ...KINDS.flatMap(([name, id]) =>
      ratio(`${name}, 200/s, 10 clients, CPU to the bare Socket.IO relay`, 1.2, [
        paced(id)?.cpuUsPerDelivery,
        paced("socket-io-relay")?.cpuUsPerDelivery,
      ]),
    ),
    ...KINDS.flatMap(([name, id]) =>
      ratio(`${name}, 200/s, 10 clients, p50 to the bare ws relay`, 1.3, [paced(id)?.p50Ms, paced("ws-relay")?.p50Ms]),
    ),
  ];
}

const KINDS = [
  ["coalesced", "hos-coalesced"],
  ["plain", "hos-plain"],
  ["SSE", "hos-sse"],
] as const;

function ratio(what: string, limit: number, [value, other]: readonly (number | undefined)[]): Budget[] {
  if (value === undefined || other === undefined) return [];
  return [{ what, value: value / other, unit: "x", limit, bound: "most" }];
}
