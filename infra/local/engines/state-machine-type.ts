import * as z from 'zod';
import { account, region } from '../intrinsics.ts';
import { ignored, type ResourceType } from '../resource-type.ts';

const stateMachineProperties = z.strictObject({
  ...ignored(
    'EncryptionConfiguration',
    'LoggingConfiguration',
    'RoleArn',
    'Tags',
    'TracingConfiguration',
  ),
  DefinitionString: z.string(),
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal('STANDARD').optional(),
});

export type StateMachineProperties = z.infer<typeof stateMachineProperties>;

export const stateMachineType: ResourceType<typeof stateMachineProperties> = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: stateMachineProperties,
  nameProperty: 'StateMachineName',
  reference: ({ name }) => stateMachineArn(name),
  attributes: ({ name }) => ({ Arn: stateMachineArn(name), Name: name }),
};

export function stateMachineArn(name: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
}
