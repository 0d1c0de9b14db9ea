import { join } from 'node:path';
import { expect } from 'vitest';
import { readResources, type SynthesizedStage } from './assembly.ts';
import { httpEvent } from './http-event.ts';
import { type Answer, invokeInRuntime } from './runtime-client.ts';

/** A function of the template, as its asset lies in the assembly. */
interface DeployedFunction {
  readonly id: string;
  readonly taskRoot: string;
  readonly environment: Record<string, string>;
}

/** Every Lambda function of ours in the template. */
export function functionsOf({ directory, templateFile }: SynthesizedStage): DeployedFunction[] {
  return Object.entries(readResources(templateFile)).flatMap(
    ([key, { Type, Properties, Metadata }]) => {
      const asset = Metadata?.['aws:asset:path'];
      if (Type !== 'AWS::Lambda::Function' || asset === undefined) return [];
      return {
        id: key.replace(/^Functions|[0-9A-F]{8}$/g, ''),
        taskRoot: join(directory, asset),
        environment: {
          ...placeholders(Properties.Environment?.Variables ?? {}),
          ...unreachableAws,
        },
      };
    },
  );
}

/** Nothing listens there: what a function needs AWS for fails at once. */
const unreachableAws = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
};

/** What the functions of the HTTP API must answer without AWS; the events of all others only have to reach them. */
const requests: Record<string, readonly (readonly [event: object, status: number])[]> = {
  Api: [
    [httpEvent('GET', '/health'), 200],
    [httpEvent('GET', '/nowhere'), 404],
    [httpEvent('POST', '/api/v1/userImage2Video/start', '{"name":"n"}'), 401],
  ],
  Mcp: [[httpEvent('POST', '/mcp', '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'), 401]],
  DescribeApi: [
    [httpEvent('GET', '/openapi.json'), 200],
    [httpEvent('GET', '/docs'), 200],
  ],
};

/** Loads every bundle in AWS's runtime client and has it answer. */
export async function runBundles(
  client: string,
  stage: SynthesizedStage,
  shown: (what: string) => void,
) {
  const functions = functionsOf(stage);
  for (const { id, ...where } of functions) {
    for (const [event, status] of requests[id] ?? [[{}, undefined] as const]) {
      const answer = await invokeInRuntime(client, { ...where, event });
      if (status === undefined) expectToHaveLoaded(id, answer);
      else expect(answer, id).toMatchObject({ type: 'response', body: { statusCode: status } });
    }
  }
  shown(`${functions.length} bundles load and answer in AWS's runtime client`);
}

/** A function may refuse an empty event; Lambda's own errors say that it was never asked. */
function expectToHaveLoaded(id: string, { type, body }: Answer): void {
  if (type === 'error')
    expect(JSON.stringify(body), id).not.toMatch(
      /"errorType":"(Runtime\.|SyntaxError|ReferenceError)/,
    );
}

function placeholders(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value
        : /_URL$/.test(name)
          ? 'https://example.com'
          : 'placeholder',
    ]),
  );
}
