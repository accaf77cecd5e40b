import { Type, type Static } from "typebox";
import { LIMITS } from "../../limits.ts";

/** One measured value of a device that is not part of its state. */
export const Metric = Type.Object({
  key: Type.String({ minLength: 1, maxLength: LIMITS.stateFieldMax }),
  value: Type.Union([Type.Number(), Type.Boolean(), Type.String({ maxLength: LIMITS.messageMax })]),
  unit: Type.Optional(Type.String({ maxLength: 32 })),
});
export type Metric = Static<typeof Metric>;

/** `data` of METRIC_UPDATE. */
export const MetricUpdate = Type.Object({ metrics: Type.Array(Metric, { minItems: 1, maxItems: LIMITS.metrics }) });
export type MetricUpdate = Static<typeof MetricUpdate>;
