import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Operation, Schema } from './operations.ts';

export interface ApiAnswer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** The text of the body. */
  readonly body: string;
}

/** Statuses that `default` stands for in our document, which leaves open what the gateway answers; all others are named. */
const UNNAMED = [405, 413, 414, 431];
const ownRefusal = {
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
};

/** Why an answer is not as the document says; nothing when it is. */
export function whyNotDescribed(
  { operation }: Operation,
  { status, headers, body }: ApiAnswer,
  compile: (schema: Schema) => ValidateFunction,
): string | undefined {
  if (status >= 500) return `a fault: ${status} ${body.slice(0, 500)}`;
  const described =
    operation.responses[status] ??
    (UNNAMED.includes(status) && operation.responses['default'] ? ownRefusal : undefined);
  if (!described) return `the status ${status} is not described: ${body.slice(0, 500)}`;
  const schema = described.content?.['application/json'].schema;
  if (!schema) return `the body of ${status} is not described`;
  const validate = compile(schema);
  const value: unknown = JSON.parse(body);
  if (!validate(value)) {
    return `${status} is not as described: ${JSON.stringify(validate.errors)} in ${body.slice(0, 1500)}`;
  }
  if (status === 429 && !(Number(headers['retry-after']) >= 1)) return '429 without Retry-After';
  return undefined;
}
