import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { acknowledgeFindings, acknowledgements } from '../../infra/acknowledgements.ts';
import { createStack, everyOption } from './synthesize.ts';

const packs = [(app: App) => new AwsSolutionsChecks(app), (app: App) => new ServerlessChecks(app)];

/** What the packs find in a stack: `<rule> at <path below the stack>`. */
function findingsIn(stack: ReturnType<typeof createStack>): string[] {
  return packs
    .map((create): NagPack => create(stack.node.root as App))
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => {
        const path = constructPath.replace(`${stack.node.id}/`, '');
        return { rule: ruleName, path };
      }),
    )
    .map(({ rule, path }) => `${rule} at ${path}`);
}

const { webAclArn } = everyOption;

describe('what cdk-nag finds', () => {
  it('is nothing, in every stage and with every option, but for what is acknowledged', () => {
    for (const options of [{}, { stage: 'test' }, { webAclArn }, everyOption]) {
      const stack = createStack(options);
      acknowledgeFindings(stack);
      expect(findingsIn(stack)).toEqual([]);
    }
  });

  it('is found: without the acknowledgements there is something at each place they name', () => {
    for (const options of [{}, everyOption]) {
      const stack = createStack(options);
      const findings = findingsIn(stack);
      const needless = acknowledgements(stack).filter(
        ({ on, id }) => !findings.some((finding) => finding.startsWith(`${id} at ${on}/`)),
      );
      expect(needless).toEqual([]);
      expect(findings.length).toBeGreaterThan(20);
    }
  });

  it('is acknowledged with a reason that says something', () => {
    for (const { reason } of acknowledgements(createStack(everyOption))) {
      expect(reason.length).toBeGreaterThan(50);
    }
  });
});
