import { Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import {
  apiMetric,
  createMetrics,
  createSum,
  executionMetrics,
  functionMetrics,
  type Monitored,
  throttleMetrics,
} from './metrics.ts';

/** Three graphs to a row of 24. */
const columns = 8;

/** What an operator looks at: tasks and providers, webhooks, and what it all runs on. */
export function createDashboard(scope: Construct, monitored: Monitored): Dashboard {
  // An account's dashboards are of all its regions (CloudWatch API Reference, PutDashboard).
  const dashboardName = `${monitored.serviceName}-${Stack.of(scope).region}`;
  const dashboard = new Dashboard(scope, 'Dashboard', { dashboardName });
  const sections = {
    'Tasks and providers': taskGraphs(monitored),
    Webhooks: webhookGraphs(monitored),
    Platform: platformGraphs(monitored),
  };
  for (const [title, graphs] of Object.entries(sections)) {
    dashboard.addWidgets(new TextWidget({ markdown: `## ${title}`, width: 24, height: 1 }));
    dashboard.addWidgets(...graphs);
  }
  return dashboard;
}

function taskGraphs({ serviceName }: Monitored): GraphWidget[] {
  const { own, ownBy } = createMetrics(serviceName);
  return [
    graph('Tasks', [
      own('TasksAccepted'),
      own('TasksCompleted'),
      own('TasksFailed'),
      own('TaskFaults'),
    ]),
    graph('Failed, by kind and provider', [ownBy('TasksFailed', 'kind,provider')]),
    graph('Seconds to completion', [own('TaskSeconds', 'p50'), own('TaskSeconds', 'p99')]),
    graph('Provider errors', [ownBy('ProviderErrors', 'provider')]),
    graph('Starts and checks', [own('ProviderStarts'), own('ProviderChecks')]),
    graph('Coins', [own('CoinsHeld'), own('CoinsSpent'), own('CoinsRefunded')]),
  ];
}

function webhookGraphs({ serviceName }: Monitored): GraphWidget[] {
  const { own, ownBy } = createMetrics(serviceName);
  return [
    graph('Deliveries', [own('DeliveriesDelivered'), own('DeliveriesFailed')]),
    graph('Attempts, by outcome', [ownBy('DeliveryAttempts', 'category')]),
    graph('Seconds to delivery, and age of the oldest undelivered', [
      own('DeliverySeconds', 'p50'),
      own('DeliverySeconds', 'p99'),
      own('UndeliveredSeconds', 'Maximum'),
    ]),
  ];
}

function platformGraphs(monitored: Monitored): GraphWidget[] {
  const { apiId, functions, serviceName, tables, workflows } = monitored;
  const { own } = createMetrics(serviceName);
  const executions = ['ExecutionsFailed', 'ExecutionsAborted', 'ExecutionsTimedOut'];
  return [
    graph('Requests', [apiMetric(apiId, 'Count', 'Sum'), apiMetric(apiId, '5xx', 'Sum')]),
    graph('API latency, ms', [
      apiMetric(apiId, 'Latency', 'p50'),
      apiMetric(apiId, 'Latency', 'p99'),
    ]),
    graph(
      'Executions that did not succeed',
      executions.flatMap((name) => executionMetrics(workflows, name)),
    ),
    graph('Function errors', functionMetrics(functions, 'Errors', 'Sum')),
    graph('Function throttles', functionMetrics(functions, 'Throttles', 'Sum')),
    graph('Function duration p99, ms', functionMetrics(functions, 'Duration', 'p99')),
    graph('Table throttles', [createSum(throttleMetrics(tables), 'Throttled requests')]),
    graph('Put right by the sweep', [own('SweptTasks'), own('SweptHolds'), own('SweptDeliveries')]),
    graph('Render seconds', [own('RenderSeconds', 'p50'), own('RenderSeconds', 'p99')]),
  ];
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: columns, height: 6, leftYAxis: { min: 0 } });
}
