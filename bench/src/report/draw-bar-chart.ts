import type { BarChart, BarGroup } from "./bar-chart.ts";
import { formatNumber } from "./format-number.ts";

const WIDTH = 760;
const LABEL_WIDTH = 210;
const VALUE_WIDTH = 60;
const BAR_HEIGHT = 11;
const BAR_GAP = 2;
const GROUP_GAP = 12;
const TOP = 78;
const BOTTOM = 26;
const COLOURS = ["#2f6f9f", "#e08a3c", "#5b9a5b", "#8a6fb0"];
const STYLE = `
  .page { fill: #ffffff } .ink { fill: #1c2733 } .soft { fill: #5d6b78 } .rule { stroke: #d8dfe5 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #11161c } .ink { fill: #e6ecf1 } .soft { fill: #9aa8b5 } .rule { stroke: #2c3742 }
  }`;

/** A bar chart as SVG, which stands alone. */
export function drawBarChart(chart: BarChart): string {
  const { title, subtitle, series, groups } = chart;
  const groupHeight = series.length * (BAR_HEIGHT + BAR_GAP) + GROUP_GAP;
  const height = TOP + groups.length * groupHeight + BOTTOM;
  const scale = createScale(groups);
  const plotBottom = TOP + groups.length * groupHeight;
  const body = [
    `<rect class="page" width="${WIDTH}" height="${height}"/>`,
    text({ x: 16, y: 26, size: 16, content: title, weight: 600 }),
    text({ x: 16, y: 44, size: 12, content: subtitle, soft: true }),
    ...series.map((name, index) => drawKey(name, index)),
    ...scale.ticks.flatMap((tick) => drawTick(tick, { x: scale.x(tick), bottom: plotBottom })),
    ...groups.flatMap((group, index) => drawGroup(group, { y: TOP + index * groupHeight, scale })),
  ];
  const font = "font-family=\"system-ui, 'Helvetica Neue', Arial, sans-serif\"";
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${font}>`;
  return [open, `<style>${STYLE}</style>`, `<title>${escapeXml(title)}</title>`, ...body, "</svg>", ""].join("\n");
}

interface Scale {
  readonly ticks: readonly number[];
  x(value: number): number;
}

/** A logarithmic scale over whole powers of ten. */
function createScale(groups: readonly BarGroup[]): Scale {
  const values = groups.flatMap((group) => group.values).filter((value) => value > 0);
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  const width = WIDTH - LABEL_WIDTH - VALUE_WIDTH - 16;
  return {
    ticks: Array.from({ length: last - first + 1 }, (_none, index) => 10 ** (first + index)),
    x: (value) => LABEL_WIDTH + ((Math.log10(value) - first) / (last - first)) * width,
  };
}

function drawTick(value: number, { x, bottom }: { readonly x: number; readonly bottom: number }): string[] {
  return [
    `<line class="rule" x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${bottom}"/>`,
    text({ x, y: bottom + 16, size: 11, content: String(Number(value.toPrecision(1))), soft: true, anchor: "middle" }),
  ];
}

function drawKey(name: string, index: number): string {
  const x = 16 + index * 130;
  const swatch = `<rect x="${x}" y="54" width="10" height="10" rx="2" fill="${COLOURS[index % COLOURS.length]}"/>`;
  return swatch + text({ x: x + 15, y: 63, size: 12, content: name });
}

function drawGroup(group: BarGroup, { y, scale }: { readonly y: number; readonly scale: Scale }): string[] {
  const middle = y + (group.values.length * (BAR_HEIGHT + BAR_GAP)) / 2 + 3;
  const label = text({ x: LABEL_WIDTH - 10, y: middle, size: 12, content: group.name, anchor: "end" });
  const bars = group.values.map((value, index) => {
    if (!(value > 0)) return "";
    const top = y + index * (BAR_HEIGHT + BAR_GAP);
    const end = scale.x(value);
    const width = Math.max(1, end - LABEL_WIDTH);
    const bar = `<rect x="${LABEL_WIDTH}" y="${top}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2" fill="${COLOURS[index % COLOURS.length]}"/>`;
    return bar + text({ x: end + 6, y: top + BAR_HEIGHT - 1.5, size: 11, content: formatNumber(value) });
  });
  return [label, ...bars];
}

interface Text {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly content: string;
  readonly weight?: number;
  readonly soft?: boolean;
  readonly anchor?: "middle" | "end";
}

function text({ x, y, size, content, weight = 400, soft = false, anchor }: Text): string {
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}"`;
  const align = anchor === undefined ? "" : ` text-anchor="${anchor}"`;
  return `<text class="${soft ? "soft" : "ink"}" ${place}${align}>${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
