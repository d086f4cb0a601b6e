/** The value below which the share `p` (0 to 1) of these lie; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** The middle one; of an even number, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const above = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[middle - 1] ?? above) + above) / 2;
}

/** `12,345` or `8.3`: as exact as it is worth reading. */
export const shown = (value: number): string =>
  Math.abs(value) < 10
    ? String(Math.round(value * 10) / 10)
    : Math.round(value).toLocaleString('en');

/** `0.42` */
export const shownRatio = (value: number): string => value.toFixed(2);

/** `830 ms` or `4.2 s` */
export const shownMs = (ms: number): string =>
  ms < 10_000 ? `${Math.round(ms)} ms` : `${shown(ms / 1_000)} s`;

/** `213 MB`, in millions of bytes. */
export const shownBytes = (bytes: number): string => `${shown(bytes / 1e6)} MB`;

/** p50 and p99 of durations in milliseconds. */
export const shownSpread = (valuesMs: readonly number[]): string =>
  `p50 ${shownMs(percentile(valuesMs, 0.5))}, p99 ${shownMs(percentile(valuesMs, 0.99))}`;
