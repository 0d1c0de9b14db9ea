import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { everyOption, synthesize } from './synthesize.ts';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const policy = z.object({
  Statement: z.array(z.object({ Effect: z.literal('Allow'), Action: texts, Resource: texts })),
});

const path = join(import.meta.dirname, '../../docs/deployment-policy.json');
const { Statement: statements } = policy.parse(JSON.parse(readFileSync(path, 'utf8')));

/** IAM's name of a service where it is not the one in the resource types. */
const prefixes: Record<string, string> = { apigatewayv2: 'apigateway', stepfunctions: 'states' };

const template = synthesize(everyOption).toJSON() as {
  Resources: Record<string, { Type: string }>;
};
const services = new Set(
  Object.values(template.Resources).map(({ Type }) => {
    const [, service = ''] = Type.toLowerCase().split('::');
    return prefixes[service] ?? service;
  }),
);

describe('the policy of the role that deploys', () => {
  it('lets it make everything in the template, with every option set', () => {
    const allowed = new Set(
      statements.flatMap(({ Action }) => Action.map((action) => action.split(':')[0])),
    );
    expect(services.size).toBeGreaterThan(10);
    expect([...services].filter((service) => !allowed.has(service))).toEqual([]);
  });

  it('lets it do nothing in IAM but with the roles of a stack of ours', () => {
    for (const { Action, Resource } of statements) {
      if (!Action.some((action) => action.startsWith('iam:'))) continue;
      expect(Action).not.toContain('iam:*');
      for (const resource of Resource)
        expect(resource).toMatch(/:role\/(Reelhook-|aws-service-role\/)/);
    }
  });
});
