import { describe, expect, test } from "vitest";
import { drawBarChart } from "../../src/report/draw-bar-chart.ts";

const chart = {
  key: "cost",
  title: "Cost <less & better>",
  subtitle: "us",
  series: ["10 clients", "100 clients"],
  groups: [
    { name: "one", values: [0.5, 10] },
    { name: "two", values: [Number.NaN, 0.01] },
  ],
};

describe("drawBarChart", () => {
  test("draws a bar and a value for every figure and none where there is no figure", () => {
    const svg = drawBarChart(chart);
    expect(svg.match(/<rect x="210"/g)).toHaveLength(3);
    for (const value of ["0.500", "10.0", "0.010"]) expect(svg).toContain(`>${value}</text>`);
  });

  test("draws longer bars for larger figures", () => {
    const widths = [...drawBarChart(chart).matchAll(/<rect x="210"[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths[1]).toBeGreaterThan(widths[0] ?? 0);
    expect(widths[0]).toBeGreaterThan(widths[2] ?? 0);
  });

  test("escapes texts", () => {
    expect(drawBarChart(chart)).toContain("Cost &lt;less &amp; better&gt;");
  });
});
