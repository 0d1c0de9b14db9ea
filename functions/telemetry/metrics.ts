import type { metricUnits } from '../contract.ts';

export type MetricName = keyof typeof metricUnits;

/** The dimensions of a value. Few words, each with few values: every combination is a separate metric. */
export type Dimensions = Readonly<Partial<Record<'kind' | 'provider' | 'category', string>>>;

/** Takes down what operators watch. Recording never fails and never waits. */
export interface Metrics {
  /** Values of one happening, in the units of `metricUnits`: kept in total and by `dimensions`. */
  record(values: Readonly<Partial<Record<MetricName, number>>>, dimensions?: Dimensions): void;
}
