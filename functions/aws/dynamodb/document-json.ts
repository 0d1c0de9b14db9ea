import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { BatchGetCommand, type DocumentCommand } from './commands.ts';

type Fields = Record<string, unknown>;
type Convert = (value: Fields) => Fields;

/** How values become attributes: those that are undefined are left out. */
export const marshallOptions = { removeUndefinedValues: true } as const;

const toAttributes: Convert = (values) => marshall(values, marshallOptions);
const toValues: Convert = (attributes) => unmarshall(attributes as Record<string, AttributeValue>);

/** The command's request as DynamoDB's JSON. */
export function toRequest(command: DocumentCommand<object, object>): string {
  const input = { ...command.input } as Fields;
  if (command instanceof BatchGetCommand) convertKeys(input, 'RequestItems', toAttributes);
  else convert(input, command.inputValues, toAttributes);
  return JSON.stringify(input);
}

/** What DynamoDB's JSON answers to the command. */
export function toOutput<Output extends object>(
  command: DocumentCommand<object, Output>,
  body: string,
): Output {
  const answer = JSON.parse(body) as Fields;
  if (command instanceof BatchGetCommand) {
    const responses = (answer['Responses'] ?? {}) as Fields;
    convert(responses, Object.keys(responses), toValues);
    convertKeys(answer, 'UnprocessedKeys', toValues);
  } else convert(answer, command.outputValues, toValues);
  return answer as Output;
}

/** Converts these members, where they are there; the object is changed. */
function convert(fields: Fields, names: readonly string[], by: Convert): void {
  for (const name of names) {
    const value = fields[name];
    if (value === undefined) continue;
    fields[name] = Array.isArray(value) ? value.map(by) : by(value as Fields);
  }
}

/** Converts the keys that are asked for in each table. */
function convertKeys(fields: Fields, name: string, by: Convert): void {
  const tables = fields[name] as Record<string, Fields> | undefined;
  if (tables === undefined) return;
  fields[name] = Object.fromEntries(
    Object.entries(tables).map(([table, asked]) => {
      const converted = { ...asked };
      convert(converted, ['Keys'], by);
      return [table, converted];
    }),
  );
}
