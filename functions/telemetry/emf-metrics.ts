import { Metrics as Emf } from '@aws-lambda-powertools/metrics';
import { metricsNamespace, metricUnits } from '../contract.ts';
import type { Dimensions, MetricName, Metrics } from './metrics.ts';

/**
 * Metrics as lines of the log in CloudWatch's embedded metric format, one line for each happening. The dimension
 * `service` is POWERTOOLS_SERVICE_NAME's.
 */
export function createEmfMetrics(emf = new Emf({ namespace: metricsNamespace })): Metrics {
  return {
    record(values, dimensions = {}) {
      emf.addDimensions({});
      if (Object.keys(dimensions).length > 0) emf.addDimensions(namesAndTexts(dimensions));
      for (const [name, value] of Object.entries(values)) {
        emf.addMetric(name, metricUnits[name as MetricName], value);
      }
      emf.publishStoredMetrics();
    },
  };
}

function namesAndTexts(dimensions: Dimensions): Record<string, string> {
  return Object.fromEntries(Object.entries(dimensions));
}
