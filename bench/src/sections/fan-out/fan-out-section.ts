import type { FanOutResult } from "../../load/fan-out/fan-out-job.ts";
import { formatNumber } from "../../report/format-number.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";
import { createFanOutReport } from "./create-fan-out-report.ts";
import { sumUpFanOut } from "./fan-out-figures.ts";
import { createFanOutPlan } from "./fan-out-plan.ts";
import { measureFanOut } from "./measure-fan-out.ts";

/** F: one driver, many clients. What one delivered update costs, and how long it takes. */
export const fanOutSection: Section = { key: "F", title: "fan-out", run };

async function run({ quick, runs, contenders, log }: RunSetting): Promise<SectionReport> {
  const plan = createFanOutPlan(quick);
  const cases = plan.clientCounts.flatMap((clients) => contenders.map((contender) => ({ contender, clients })));
  const results = cases.map((): FanOutResult[] => []);
  // All contenders once, then all again: what changes on the machine meanwhile meets them alike.
  for (let runIndex = 1; runIndex <= runs; runIndex += 1) {
    for (const [index, { contender, clients }] of cases.entries()) {
      const result = await measureFanOut(contender, clients, plan);
      results[index]?.push(result);
      const { serverCpuMs, deliveries } = result.saturated;
      const cost = formatNumber((serverCpuMs * 1000) / deliveries);
      log(`F run ${runIndex}/${runs}, ${clients} clients, ${contender.name}: ${cost} us per delivery`);
    }
  }
  const figures = cases.map(({ contender, clients }, index) =>
    sumUpFanOut(contender.id, clients, results[index] ?? []),
  );
  return createFanOutReport(figures, contenders);
}
