import { dirname } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { acknowledgeFindings } from './acknowledgements.ts';
import { bundleFunctions } from './bundles.ts';
import { ServiceStack } from './service-stack.ts';
import { readStage } from './stage.ts';

const app = new App({ analyticsReporting: false });
const stage = readStage(app.node);
const createCode = await bundleFunctions({
  root: dirname(import.meta.dirname),
  nativePackages: stage.name === 'local' ? 'project' : 'linux-arm64',
});
const stack = new ServiceStack(app, `Reelhook-${stage.name}`, {
  description: 'Reelhook: media tasks over the A2E API, with webhooks that arrive',
  stage,
  createCode,
});
if (stage.name !== 'local') {
  // What these packs find and nobody has acknowledged ends the synthesis, and with it the deployment.
  const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
  acknowledgeFindings(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}
app.synth();
