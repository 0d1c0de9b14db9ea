import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApiOperation } from '../../../functions/api/operation.ts';
import { type ApiContext, operations } from '../../../functions/api/operations/operations.ts';
import { findOperation } from '../../../functions/api/server/match-operation.ts';
import { kinds, type TaskKind, taskKinds } from '../../../functions/catalog/catalog.ts';
import { typesForKind } from '../../../functions/providers/adapter-definitions.ts';
import { embeddedKinds } from '../../../functions/providers/embedded/embedded-kinds.ts';
import { expectGeneratedPage } from '../../expect-generated-page.ts';
import { type A2ePath, a2ePaths } from './a2e-paths.ts';

const root = join(import.meta.dirname, '../../..');

const introduction = `# What of A2E's API there is

Every call of A2E's API whose path is published, those that are named without a path, and what Reelhook does with each. Where A2E has not published what a family takes, its fields are checked as far as they are known and passed on. \`test/unit/docs/a2e-compatibility.test.ts\` makes this page of the route table, the catalog and the providers, and fails when it is stale: \`npx vitest run --project unit test/unit/docs -u\` writes it anew.

- **known from**: D25 and D26 are A2E's documentation of 2025 and of 2026, C is working clients, C1 one client, I inferred, ? unknown.
- **answered by**: *Reelhook* needs nobody else; *embedded* is the provider that comes with it and needs no account; other names are types of providers that have to be configured ([providers.md](providers.md)), none of which was called for real yet; *refused* says in words why; *missing* is not there at all.
- **exercised by**: tests that name the path, beside the fuzz (\`test/unit/functions/api/server/fuzz.test.ts\`), which sends requests to every call that is there, holds every answer against the OpenAPI document, and sees each succeed that needs no configured provider. A file that makes its paths of parts may be left out here.
`;

describe('the page of compatibility with A2E', () => {
  it('says of every call what there is of it', async () => {
    const sections = Map.groupBy(a2ePaths, ({ section }) => section);
    const parts = [...sections].map(([section, calls]) => `## ${section}\n\n${tableOf(calls)}`);
    const page = [introduction, summary(), ...parts].join('\n');
    await expectGeneratedPage(page, 'docs/a2e-compatibility.md', '--project unit test/unit/docs');
  });

  it('knows every call once', () => {
    const calls = a2ePaths.map(({ method, path, name = '' }) => `${method} ${path} ${name}`);
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.length).toBeGreaterThan(260);
  });
});

/** What Reelhook says no to whoever asks, with where it says so. */
const refused = new Set([
  'POST /api/v1/userVideoTwin/upload',
  'POST /api/v1/userVideoTwin/training',
  'POST /api/v1/video/auto-public-pool',
  'POST /api/v1/custom_avatar/add',
  'GET /api/v1/custom_avatar/list',
  'POST /api/v1/custom_avatar/del',
  'GET /api/v1/custom_avatar/all_tags',
  'PUT /api/v1/custom_avatar/:id',
]);

function summary(): string {
  const counts = new Map<string, number>();
  for (const call of a2ePaths) {
    const word = answererOf(call).split(/[ ,:]/)[0] ?? '';
    const group = ['missing', 'refused', 'embedded', 'Reelhook'].includes(word) ? word : 'provider';
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const listed = ['Reelhook', 'embedded', 'provider', 'refused', 'missing'].map(
    (group) => `${counts.get(group) ?? 0} ${group}`,
  );
  return `Of ${a2ePaths.length} calls: ${listed.join(', ')}.\n`;
}

function tableOf(calls: readonly A2ePath[]): string {
  const lines = calls.map((call) => {
    const { method, path, mark, name } = call;
    const shown = path === '' ? `${name} (path unknown)` : `\`${method} /api/v1${path}\``;
    return `| ${shown} | ${mark.replaceAll('+', ', ')} | ${answererOf(call)} | ${testsOf(call)} |`;
  });
  const head = ['| call | known from | answered by | exercised by |', '|---|---|---|---|'];
  return `${[...head, ...lines].join('\n')}\n`;
}

/** Who answers a call, as the page says it. */
function answererOf(call: A2ePath): string {
  if (call.path === '') {
    const ours = call.section === 'Tokens' ? '; ours are `/api/v1/apiToken/…`, see /docs' : '';
    return `missing: its path was never published${ours}`;
  }
  const declared = findDeclared(call);
  if (!declared) return 'missing';
  const name = `${declared.method} ${declared.path}`;
  if (refused.has(name)) return `refused: ${declared.describe.description ?? ''}`.trim();
  const kind = taskKinds.find((one) => startsAt(one, declared.path));
  if (kind !== undefined) return providersOf(kind);
  return declared.describe.errors?.includes(424) ? 'a2e (configured)' : 'Reelhook';
}

function findDeclared({ method, path }: A2ePath): ApiOperation<ApiContext> | undefined {
  const match = findOperation(operations, method, `/api/v1${path}`);
  if (!('operation' in match)) return undefined;
  const isSame = match.operation.path.split('/').length === `/api/v1${path}`.split('/').length;
  // A literal path that only a variable one catches is not there.
  const literal = `/api/v1${path}`.replace(/\{\w+\}/g, ':').toLowerCase();
  const found = match.operation.path.replace(/:\w+/g, ':').toLowerCase();
  return isSame && literal === found ? match.operation : undefined;
}

function startsAt(kind: TaskKind, path: string): boolean {
  const { path: base, calls } = kinds[kind];
  return calls.some((call) => call.effect.startsWith('start') && base + call.path === path);
}

function providersOf(kind: TaskKind): string {
  const embedded = embeddedKinds.some((embedded) => embedded.kind === kind) ? ['embedded'] : [];
  const all = [...embedded, ...typesForKind(kind)];
  return all.length === 0 ? 'missing: no provider makes it' : all.join(', ');
}

/** The tests that name a call's path, by file. */
function testsOf(call: A2ePath): string {
  const declared = call.path === '' ? undefined : findDeclared(call);
  if (!declared) return '';
  const [family = '', ...rest] = call.path.slice(1).split('/');
  const last = rest.filter((part) => !part.startsWith('{')).at(-1) ?? '';
  const files = testFiles.filter(
    ({ text }) => text.includes(`/${family}`) && (last === '' || text.includes(`/${last}`)),
  );
  const names = files.map(({ name }) => `\`${name}\``);
  return ['fuzz', ...names.slice(0, 4), ...(names.length > 4 ? ['and more'] : [])].join(', ');
}

const testFiles = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !/^unit\/docs|fuzz|openapi/.test(name))
  .sort()
  .map((name) => ({
    name: relative('', name),
    text: readFileSync(join(root, 'test', name), 'utf8'),
  }));
