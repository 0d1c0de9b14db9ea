import * as z from 'zod';
import { type LocalJsonService, ServiceError } from './json-service.ts';

/** A parameter that the template names, and what it is set to here. */
export interface Parameter {
  readonly name: string;
  readonly isSecret: boolean;
  readonly value: string;
}

const byPathInput = z.object({
  Path: z.string().startsWith('/'),
  Recursive: z.boolean().default(false),
  WithDecryption: z.boolean().default(false),
  MaxResults: z.int().min(1).max(10).default(10),
  NextToken: z.string().regex(/^\d+$/).optional(),
});
const byNameInput = z.object({ Name: z.string(), WithDecryption: z.boolean().default(false) });

/** Systems Manager's parameters, as far as they are read: by name and by path. */
export function createParametersEngine(parameters: readonly Parameter[]): LocalJsonService {
  function byPath(input: z.output<typeof byPathInput>) {
    const folder = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
    const below = parameters.filter(
      ({ name }) =>
        name.startsWith(folder) && (input.Recursive || !name.slice(folder.length).includes('/')),
    );
    const from = Number(input.NextToken ?? 0);
    const to = from + input.MaxResults;
    return {
      Parameters: below.slice(from, to).map((one) => described(one, input.WithDecryption)),
      ...(to < below.length ? { NextToken: `${to}` } : {}),
    };
  }

  function carryOut(operation: string, body: unknown): object {
    switch (operation) {
      case 'GetParametersByPath':
        return byPath(byPathInput.parse(body));
      case 'GetParameter': {
        const { Name, WithDecryption } = byNameInput.parse(body);
        const found = parameters.find(({ name }) => name === Name);
        if (found) return { Parameter: described(found, WithDecryption) };
        throw new ServiceError('ParameterNotFound', `There is no parameter ${Name}`);
      }
      default:
        throw new ServiceError(
          'UnknownOperationException',
          `Reelhook's local run does not support Systems Manager ${operation}`,
        );
    }
  }

  return {
    targetPrefix: 'AmazonSSM.',
    contentType: 'application/x-amz-json-1.1',
    handle: (operation, body) => ({ status: 200, body: carryOut(operation, body) }),
  };
}

/** A secret that is not opened shows something that is not the secret, as its ciphertext does on AWS. */
function described({ name, isSecret, value }: Parameter, withDecryption: boolean) {
  return {
    Name: name,
    Type: isSecret ? 'SecureString' : 'String',
    Value: isSecret && !withDecryption ? 'sealed' : value,
    Version: 1,
  };
}
