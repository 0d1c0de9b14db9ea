import type { Swept } from '../sweep/sweep.ts';
import type { Metrics } from './metrics.ts';

export interface NoteSweepDependencies {
  readonly metrics: Metrics;
  readonly logger: { info(message: string, details: Record<string, unknown>): void };
}

/** Counts what a sweep put right, and logs it if it was anything. */
export function noteSweep(swept: Swept, { metrics, logger }: NoteSweepDependencies): void {
  const { restarted, failed, announced, settled, refunded, deliveries } = swept;
  metrics.record({
    SweptTasks: restarted + failed + announced,
    SweptHolds: settled + refunded,
    SweptDeliveries: deliveries,
  });
  if (Object.values(swept).some((count) => count > 0)) logger.info('swept', { ...swept });
}
