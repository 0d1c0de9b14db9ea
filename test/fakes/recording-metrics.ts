import type { Metrics } from '../../functions/telemetry/metrics.ts';

/** Metrics that a test can read: what was recorded, in order, and the sum of one value. */
export function createRecordingMetrics() {
  const records: Parameters<Metrics['record']>[] = [];
  const metrics: Metrics = { record: (...record) => void records.push(record) };
  return {
    metrics,
    records,
    sum: (name: keyof (typeof records)[number][0]) =>
      records.reduce((total, [values]) => total + (values[name] ?? 0), 0),
  };
}
