import { dirname } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundles.ts';
import { ServiceStack } from './service-stack.ts';
import { readStage } from './stage.ts';

const app = new App({ analyticsReporting: false });
const stage = readStage(app.node);
const codeOf = bundleFunctions({
  root: dirname(import.meta.dirname),
  nativePackages: stage.name === 'local' ? 'project' : 'linux-arm64',
});
new ServiceStack(app, `Reelhook-${stage.name}`, {
  description: 'Reelhook: media tasks over the A2E API, with webhooks that arrive',
  stage,
  codeOf,
});
app.synth();
