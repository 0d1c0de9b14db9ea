import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type AlarmDefinition, alarmDefinitions } from './alarms.ts';
import { createDashboard } from './dashboard.ts';
import type { Monitored } from './metrics.ts';

export interface MonitoringProps extends Omit<Monitored, 'serviceName'> {
  /** Is sent a request to confirm, and then every alarm. */
  readonly alarmEmail?: string | undefined;
}

/** One dashboard, and alarms that tell a topic. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { alarmEmail, ...props }: MonitoringProps) {
    super(scope, id);
    const monitored = { ...props, serviceName: Stack.of(this).stackName };
    createDashboard(this, monitored);
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
    for (const definition of alarmDefinitions(monitored)) this.createAlarm(definition, topic);
  }

  private createAlarm({ id, meaning, metric, ...when }: AlarmDefinition, topic: Topic): void {
    const [reached, outOf] = when.periods;
    const alarm = new Alarm(this, id, {
      alarmDescription: `${meaning}. What to do: docs/operating.md#${id.toLowerCase()}`,
      metric,
      threshold: when.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: reached,
      evaluationPeriods: outOf,
      treatMissingData: when.silenceIsAlarming
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
