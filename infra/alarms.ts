import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  apiMetric,
  createMetrics,
  createSum,
  executionMetrics,
  fiveMinutes,
  functionMetrics,
  type Monitored,
  throttleMetrics,
} from './metrics.ts';

/** When the operator is notified. What to do then is a section of docs/operating.md of the same name. */
export interface AlarmDefinition {
  /** The alarm's id, and in the runbook's spelling the title of its section. */
  readonly id: string;
  /** What is wrong when it goes off. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** It goes off when the metric reaches this. */
  readonly threshold: number;
  /** In how many periods of five minutes, and out of how many. */
  readonly periods: readonly [reached: number, outOf: number];
  /** No data is a sign that something is wrong. */
  readonly silenceIsAlarming?: boolean;
}

const daySeconds = 86_400;

/** Every alarm of a stack. */
export function alarmDefinitions(monitored: Monitored): AlarmDefinition[] {
  return [...callerAlarms(monitored), ...workAlarms(monitored), ...platformAlarms(monitored)];
}

function callerAlarms({ apiId, serviceName }: Monitored): AlarmDefinition[] {
  const { own } = createMetrics(serviceName);
  return [
    {
      id: 'ApiFaults',
      meaning: 'Callers are answered with 5xx',
      metric: apiMetric(apiId, '5xx', 'Sum'),
      threshold: 5,
      periods: [1, 1],
    },
    {
      id: 'ApiSlow',
      meaning: 'One request in a hundred takes over five seconds',
      metric: apiMetric(apiId, 'Latency', 'p99'),
      threshold: 5_000,
      periods: [3, 3],
    },
    {
      id: 'DeliveriesStuck',
      meaning: 'A receiver has not taken a webhook for a day',
      metric: own('UndeliveredSeconds', 'Maximum'),
      threshold: daySeconds,
      periods: [1, 1],
    },
  ];
}

function workAlarms({ serviceName }: Monitored): AlarmDefinition[] {
  const { own } = createMetrics(serviceName);
  return [
    {
      id: 'TaskFaults',
      meaning: "Tasks failed by a fault that is neither theirs nor a provider's",
      metric: own('TaskFaults'),
      threshold: 1,
      periods: [1, 1],
    },
    {
      id: 'TasksFailing',
      meaning: 'Half of at least ten tasks in five minutes failed',
      metric: new MathExpression({
        // A metric without data in a period has no value, and a sum with it none either.
        expression:
          'IF(FILL(failed, 0) + FILL(completed, 0) >= 10, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(completed, 0)), 0)',
        usingMetrics: { failed: own('TasksFailed'), completed: own('TasksCompleted') },
        period: fiveMinutes,
        label: 'Failed tasks, percent',
      }),
      threshold: 50,
      periods: [2, 3],
    },
    {
      id: 'ProviderErrors',
      meaning: 'A provider refuses its credentials, is unavailable or unreachable',
      metric: own('ProviderErrors'),
      threshold: 20,
      periods: [2, 3],
    },
    {
      id: 'SweepFindings',
      meaning: 'Work was found that nobody was carrying on, in several sweeps one after another',
      metric: new MathExpression({
        expression: 'tasks + holds + deliveries',
        usingMetrics: {
          tasks: own('SweptTasks'),
          holds: own('SweptHolds'),
          deliveries: own('SweptDeliveries'),
        },
        period: fiveMinutes,
        label: 'Put right by the sweep',
      }),
      threshold: 1,
      periods: [3, 4],
      silenceIsAlarming: true,
    },
  ];
}

function platformAlarms({ functions, workflows, tables }: Monitored): AlarmDefinition[] {
  return [
    {
      id: 'ExecutionsLost',
      meaning: 'Executions were throttled or ran into a time-out of Step Functions',
      metric: createSum(
        ['ExecutionThrottled', 'ExecutionsTimedOut'].flatMap((name) =>
          executionMetrics(workflows, name),
        ),
        'Throttled and timed out',
      ),
      threshold: 1,
      periods: [1, 1],
    },
    {
      id: 'RendersDropped',
      meaning: 'Lambda gave up a queued render; its task fails at its deadline',
      metric: createSum(
        functionMetrics(
          functions.filter(({ node }) => node.id === 'RenderPhoto'),
          'AsyncEventsDropped',
          'Sum',
        ),
        'Dropped',
      ),
      threshold: 1,
      periods: [1, 1],
    },
    {
      id: 'FunctionsThrottled',
      meaning: "The account's limit of concurrent Lambda invocations is reached",
      metric: createSum(mostCalled(functions), 'Throttled'),
      threshold: 10,
      periods: [2, 3],
    },
    {
      id: 'TablesThrottled',
      meaning: 'DynamoDB refuses requests because they come too fast for one item or table',
      metric: createSum(throttleMetrics(tables), 'Throttled'),
      threshold: 10,
      periods: [2, 3],
    },
  ];
}

/** An alarm may add ten metrics; these functions do nearly all of the work. */
function mostCalled(functions: Monitored['functions']) {
  const names = ['Api', 'StartTask', 'CheckTask', 'FinishTask'];
  const working = functions.filter(({ node }) =>
    [...names, 'AttemptDelivery', 'FailTask', 'RenderPhoto'].includes(node.id),
  );
  return functionMetrics(working, 'Throttles', 'Sum');
}
