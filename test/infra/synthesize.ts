import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { ServiceStack } from '../../infra/service-stack.ts';
import { readStage } from '../../infra/stage.ts';

/** The template of a stage, with a line of code in place of every bundle: the policies don't depend on the code. */
export function synthesize(context: Record<string, string | number> = {}): Template {
  const app = new App({ context, analyticsReporting: false });
  const stack = new ServiceStack(app, 'Reelhook-test', {
    stage: readStage(app.node),
    codeOf: () => Code.fromInline('exports.handler = async () => ({})'),
  });
  return Template.fromStack(stack);
}
