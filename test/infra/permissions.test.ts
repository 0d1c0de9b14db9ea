import { expect, it } from 'vitest';
import { expectGeneratedPage } from '../expect-generated-page.ts';
import { permissionsOf } from './permissions.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize();

const introduction = `# Who may do what

Every permission of every role in the stack, as the template gives it: the names are logical ids without their hash, a
\`/…\` is a folder or an index. \`test/infra/permissions.test.ts\` fails when this page and the template differ;
\`npx vitest run --project infra -u\` writes it anew, and the difference is what there is to review.

Nothing else lets anyone in: no role has a policy that AWS manages, only CloudFront's distribution reads the bucket
from outside, and the key's policy leaves it to these permissions who may use the key.
`;

it('is written down on a page that a reviewer reads', async () => {
  const roles = Object.keys(template.findResources('AWS::IAM::Role')).map((id) =>
    id.replace(/Role[0-9A-F]{8}$/, ''),
  );
  const sections = roles.sort().map((role) => `## ${role}\n\n${tableOf(role)}`);
  expect(sections.length).toBeGreaterThan(10);
  const page = `${[introduction, ...sections].join('\n')}`;
  await expectGeneratedPage(page, 'docs/permissions.md', '--project infra test/infra/permissions');
});

/** A line for each resource, with the actions on it. */
function tableOf(role: string): string {
  const actions = new Map<string, Set<string>>();
  for (const { action, resource } of permissionsOf(template, role)) {
    const place = getPlace(resource);
    actions.set(place, (actions.get(place) ?? new Set()).add(action));
  }
  const lines = [...actions]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([place, names]) => `| \`${place}\` | ${[...names].sort().join(', ')} |`);
  return `${['| on | may |', '|---|---|', ...lines].join('\n')}\n`;
}

/** `arn:<partition>:states:<region>:<account>:execution:…` without what every ARN of the stack has in common. */
function getPlace(resource: string): string {
  return resource.replace(/^arn:AWS::Partition:(\w+):AWS::Region:AWS::AccountId:/, '$1:');
}
