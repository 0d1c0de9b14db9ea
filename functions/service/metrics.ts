import { createEmfMetrics } from '../telemetry/emf-metrics.ts';

/** The function's metrics, written into its log. */
export const metrics = createEmfMetrics();
