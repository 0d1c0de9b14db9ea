import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { metricUnits } from '../../functions/contract.ts';
import { everyOption, synthesize } from './synthesize.ts';

const template = synthesize();
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const handbook = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');

/** The anchors of a Markdown page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('every alarm', () => {
  it('says what is wrong and names the section of the runbook that says what to do', () => {
    expect(alarms.length).toBeGreaterThan(8);
    const anchors = anchorsOf(handbook);
    for (const { AlarmDescription } of alarms) {
      const [, anchor] = /docs\/operating\.md#([\w-]+)$/.exec(AlarmDescription) ?? [];
      expect(anchors, AlarmDescription).toContain(anchor);
    }
  });

  it('tells the topic when it goes off and when it is over', () => {
    const topic = { Ref: expect.stringMatching(/^MonitoringAlarms/) };
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    }
  });

  it('adds no more than the ten metrics that CloudWatch allows', () => {
    for (const { Metrics = [] } of alarms) {
      const read = Metrics.filter((one: object) => 'MetricStat' in one);
      expect(read.length).toBeLessThanOrEqual(10);
    }
  });

  it('counts a metric without data as nothing, unless silence is alarming', () => {
    const expressions = alarms
      .filter(({ TreatMissingData }) => TreatMissingData !== 'breaching')
      .flatMap(({ Metrics = [] }) => Metrics)
      .flatMap(({ Expression = [] }) => Expression);
    expect(expressions.length).toBeGreaterThan(3);
    for (const expression of expressions) {
      const unfilled = expression.replaceAll(/FILL\(\w+, 0\)/g, '').match(/[a-z]\w*/g);
      expect(unfilled, expression).toBeNull();
    }
  });

  it('reads only metrics of ours that are written', () => {
    const ours = JSON.stringify(alarms).matchAll(/"MetricName":"(\w+)","Namespace":"Reelhook"/g);
    const names = [...ours].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(Object.keys(metricUnits)).toEqual(expect.arrayContaining(names));
  });
});

describe('the topic of the alarms', () => {
  it('lets in whoever writes to it: from each alarm, and from the budget, to the policy', () => {
    const whole = synthesize(everyOption);
    const [[topicId = ''] = []] = Object.entries(whole.findResources('AWS::SNS::Topic'));
    const [policy] = Object.values(whole.findResources('AWS::SNS::TopicPolicy'));
    expect(policy?.['Properties'].Topics).toEqual([{ Ref: topicId }]);
    const { Statement = [] } = policy?.['Properties'].PolicyDocument ?? {};
    expect(Statement).toContainEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
      Resource: { Ref: topicId },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(Statement).toContainEqual(expect.objectContaining({ Effect: 'Deny' }));
    whole.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topicId }] });
    whole.allResourcesProperties('AWS::Budgets::Budget', {
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({ Subscribers: [{ SubscriptionType: 'SNS', Address: { Ref: topicId } }] }),
      ]),
    });
  });

  it('writes to nobody unless an address is given', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    template.resourceCountIs('AWS::Budgets::Budget', 0);
    synthesize({ alarmEmail: 'on-call@example.com' }).hasResourceProperties(
      'AWS::SNS::Subscription',
      { Protocol: 'email', Endpoint: 'on-call@example.com' },
    );
    expect(() => synthesize({ alarmEmail: 'nobody' })).toThrow('"alarmEmail" must be one');
  });
});

describe('the dashboard', () => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.stringify(dashboard?.['Properties'].DashboardBody);

  it('is one, and shows every metric that the functions write', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    const missing = Object.keys(metricUnits).filter((name) => !body.includes(name));
    expect(missing).toEqual([]);
  });

  it('shows only the metrics of its own stack', () => {
    expect(body).toContain('Reelhook-test');
    expect(body).toContain('service=');
  });
});

describe('every function', () => {
  it('writes its logs and metrics under the name of its stack', () => {
    const functions = template.findResources('AWS::Lambda::Function');
    for (const { Properties } of Object.values(functions)) {
      if (Properties.Runtime !== 'nodejs24.x' || Properties.Handler !== 'index.handler') continue;
      expect(Properties.Environment.Variables).toMatchObject({
        POWERTOOLS_SERVICE_NAME: 'Reelhook-test',
      });
    }
  });
});
