const KILO = 1000;

/** A number with about three digits, so that columns can be compared at a glance. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100 * KILO) return `${Math.round(value / KILO)} k`;
  if (Math.abs(value) >= 100) return String(Math.round(value));
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return value.toFixed(Math.abs(value) < 1 ? 3 : 2);
}

/** A share as percent; 100 % means all of it and nothing less. */
export function formatShare(share: number): string {
  if (share === 1) return "100 %";
  return `${Math.min(99.99, share * 100).toFixed(2)} %`;
}
