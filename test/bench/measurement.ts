/** One number of a run. Its name carries its unit, so that a result file can be read by itself. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** What was measured, for the reader of the table. */
  readonly what: string;
  /** How many samples the number comes from. */
  readonly samples: number;
  /** Where something else rests on it, for example Teams' patience: a value that is not below fails the run. */
  readonly below?: number;
  /** The same of a value that has to be above it. */
  readonly above?: number;
}

/** Handed to each benchmark: takes down a number and shows it at once. */
export type Report = (measurement: Measurement) => void;

/**
 * The smallest sample that `share` of all samples do not exceed (nearest rank): with few samples p99 is the slowest.
 *
 * @throws {Error} there are no samples.
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("Nothing was measured");
  return value;
}

/** Reports p50 and p99 of samples in milliseconds, as `<name>_p50_ms` and `<name>_p99_ms`. */
export function reportLatency(
  report: Report,
  name: string,
  what: string,
  samplesMs: readonly number[],
  belowMs?: number | { readonly p50: number },
): void {
  for (const [label, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const)
    report({
      name: `${name}_${label}_ms`,
      value: percentile(samplesMs, share),
      what: `${what}, ${label}`,
      samples: samplesMs.length,
      ...limitOf(label, belowMs),
    });
}

function limitOf(
  label: "p50" | "p99",
  belowMs: number | { readonly p50: number } | undefined,
): { readonly below?: number } {
  if (typeof belowMs === "number") return { below: belowMs };
  return label === "p50" && belowMs ? { below: belowMs.p50 } : {};
}

/** A number short enough for a table, with the digits that matter. */
function inUnit(value: number): string {
  if (value >= 100) return String(Math.round(value));
  if (Math.abs(value) < 0.1) return value.toFixed(4);
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** `12.3 ms`: the value with the unit that ends the measurement's name. */
export function withUnit({ name, value }: Measurement): string {
  const unit = UNITS.find(([ending]) => name.endsWith(ending));
  if (!unit) throw new Error(`${name} does not say its unit`);
  return `${inUnit(value)} ${unit[1]}`;
}

const UNITS = [
  ["_per_second", "/s"],
  ["_per_insert", "per insert"],
  ["_ms", "ms"],
  ["_per_device", "per device"],
  ["_per_change", "per change"],
  ["_per_page", "per page"],
  ["_mib", "MiB"],
  ["_mb", "MB"],
  ["_kb", "KB"],
  ["_s", "s"],
  ["_answers", "answers"],
  ["_per_1000", "per 1,000"],
  ["_share", "of 1"],
] as const;
