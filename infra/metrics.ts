import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { metricsNamespace, type metricUnits } from '../functions/contract.ts';
import type { RecordTable } from './tables.ts';

/** What is watched. */
export interface Monitored {
  /** The dimension `service` of the service's metrics: the stack's name. */
  readonly serviceName: string;
  readonly apiId: string;
  readonly functions: readonly IFunction[];
  readonly workflows: readonly StateMachine[];
  readonly tables: readonly RecordTable[];
}

export const fiveMinutes = Duration.minutes(5);

type Statistic = 'Sum' | 'Maximum' | 'Average' | 'p50' | 'p99';
type MetricName = keyof typeof metricUnits;

/** The metrics of one stack: those that our functions write, and those that AWS keeps of what the stack uses. */
export function createMetrics(serviceName: string) {
  return {
    /** One of the service's metrics, in total. */
    own: (metricName: MetricName, statistic: Statistic = 'Sum') =>
      new Metric({
        namespace: metricsNamespace,
        metricName,
        dimensionsMap: { service: serviceName },
        statistic,
        period: fiveMinutes,
        label: statistic === 'Sum' ? metricName : `${metricName} ${statistic}`,
      }),
    /** One of the service's metrics, a line for each value of its dimensions. */
    ownBy: (metricName: MetricName, dimensions: string, statistic: Statistic = 'Sum') =>
      new MathExpression({
        expression: `SEARCH('{${metricsNamespace},service,${dimensions}} service="${serviceName}" MetricName="${metricName}"', '${statistic}')`,
        period: fiveMinutes,
        label: '',
      }),
  };
}

/** A metric of the HTTP API (API Gateway Developer Guide, "Work with CloudWatch metrics for HTTP APIs"). */
export function apiMetric(apiId: string, metricName: string, statistic: Statistic): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: apiId },
    statistic,
    period: fiveMinutes,
    label: `${metricName} ${statistic}`,
  });
}

/** Of every workflow, how many executions did that (Step Functions Developer Guide, "Monitoring with CloudWatch"). */
export function executionMetrics(workflows: readonly StateMachine[], metricName: string): Metric[] {
  return workflows.map(
    ({ stateMachineArn, node }) =>
      new Metric({
        namespace: 'AWS/States',
        metricName,
        dimensionsMap: { StateMachineArn: stateMachineArn },
        statistic: 'Sum',
        period: fiveMinutes,
        label: `${node.scope?.node.id} ${metricName}`,
      }),
  );
}

/** A metric of every function. */
export function functionMetrics(
  functions: readonly IFunction[],
  metricName: string,
  statistic: Statistic,
): Metric[] {
  return functions.map(
    ({ functionName, node }) =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: { FunctionName: functionName },
        statistic,
        period: fiveMinutes,
        label: node.id,
      }),
  );
}

/** Requests for an item that came too fast, of each table (DynamoDB Developer Guide, "Metrics and dimensions"). */
export function throttleMetrics(tables: readonly RecordTable[]): Metric[] {
  return tables.flatMap(({ name }) =>
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
      (metricName) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: { TableName: name },
          statistic: 'Sum',
          period: fiveMinutes,
        }),
    ),
  );
}

/** The sum of metrics of which some may have no data. At most ten, the limit of an alarm (CloudWatch User Guide). */
export function createSum(metrics: readonly Metric[], label: string): IMetric {
  const named = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const filled = Object.keys(named).map((name) => `FILL(${name}, 0)`);
  return new MathExpression({
    expression: filled.join(' + '),
    usingMetrics: named,
    period: fiveMinutes,
    label,
  });
}
