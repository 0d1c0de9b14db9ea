import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { ServiceStack } from '../../infra/service-stack.ts';
import { readStage } from '../../infra/stage.ts';

type Options = Record<string, unknown>;

/** Every option of a stage, set to something else than its default. */
export const everyOption = {
  retainData: true,
  protectTables: true,
  renderMegabytes: 3_008,
  corsOrigins: ['https://app.example.com'],
  requestsPerMinute: 5,
  startsPerMinute: 1,
  openTasks: 7,
  rendersAtOnce: 20,
  tasksPerDay: 9,
  alarmEmail: 'on-call@example.com',
  contact: 'media@example.com',
  monthlyBudget: 250,
  logRetentionDays: 90,
  tags: { team: 'media', 'cost-center': '42' },
  apiDomain: {
    name: 'api.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1a-2b',
  },
  mediaDomain: {
    name: 'media.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/3c-4d',
  },
  webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/reelhook/5e-6f',
  reservedConcurrency: { 'start-task': 50, 'attempt-delivery': 20 },
} as const;

/**
 * The stack of a stage with those options, `prod` unless `stage` is given, with a line of code in place of every
 * bundle: the policies don't depend on the code.
 */
export function createStack({ stage = 'prod', ...options }: Options = {}): ServiceStack {
  const context = stage === 'local' ? { stage, ...options } : { stage };
  const app = new App({ context, analyticsReporting: false });
  return new ServiceStack(app, 'Reelhook-test', {
    stage: readStage(app.node, { [String(stage)]: options }),
    createCode: () => Code.fromInline('exports.handler = async () => ({})'),
  });
}

const templates = new Map<string, Template>();

/** The template of that stack, synthesized once for each set of options. */
export function synthesize(options: Options = {}): Template {
  const key = JSON.stringify(options);
  const known = templates.get(key);
  if (known) return known;
  const template = Template.fromStack(createStack(options));
  templates.set(key, template);
  return template;
}
