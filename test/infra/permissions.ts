import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const listOfTexts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const listOfAny = z.union([z.array(z.unknown()), z.unknown().transform((value) => [value])]);

const statement = z.object({ Effect: z.string(), Action: listOfTexts, Resource: listOfAny });

const policy = z.object({
  PolicyDocument: z.object({ Statement: z.array(statement) }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

/** One permission: an action on a resource, named by logical id and what follows it. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

/** What the role of the function or state machine whose logical id begins so may do. */
export function permissionsOf(template: Template, prefix: string): Permission[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .map((resource) => policy.parse(resource['Properties']))
    .filter(({ Roles }) => Roles.some(({ Ref }) => new RegExp(`^${prefix}Role`).test(Ref)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((one) => ({ action, resource: getName(one) }))),
    );
}

/** `{"Fn::Join":["",[{"Fn::GetAtt":["TablesTasksB0FA0D86","Arn"]},"/index/byList"]]}` is `TablesTasks/index/byList`. */
function getName(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  if (resource === null || typeof resource !== 'object') return '';
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = resource as Record<string, unknown>;
  if (typeof Ref === 'string') return withoutHash(Ref);
  if (Array.isArray(attribute)) return withoutHash(String(attribute[0]));
  return Array.isArray(join) ? (join[1] as unknown[]).map(getName).join('') : '';
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
