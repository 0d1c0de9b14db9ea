import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { ServiceStack } from '../../infra/service-stack.ts';
import { readStage } from '../../infra/stage.ts';

type Context = Record<string, string | number>;

/** The stack of a stage, with a line of code in place of every bundle: the policies don't depend on the code. */
export function createStack(context: Context = {}): ServiceStack {
  const app = new App({ context, analyticsReporting: false });
  return new ServiceStack(app, 'Reelhook-test', {
    stage: readStage(app.node),
    createCode: () => Code.fromInline('exports.handler = async () => ({})'),
  });
}

/** The template of that stack. */
export function synthesize(context: Context = {}): Template {
  return Template.fromStack(createStack(context));
}
