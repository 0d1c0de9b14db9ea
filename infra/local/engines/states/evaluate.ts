import type { Visit } from './state.ts';
import { StateError } from './state-error.ts';
import type { ExpressionTemplate } from './template.ts';

/** What AWS reports when a field's expression makes the wrong type of value, to the word. */
export function wrongType(
  { source }: ExpressionTemplate,
  field: string,
  expected: string,
  value: unknown,
): StateError {
  const expression = source === undefined ? 'value' : `JSONata expression '${source}'`;
  return new StateError(
    'States.QueryEvaluationError',
    `The ${expression} specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${getType(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

function getType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** @throws {StateError} when the field is no string */
export async function evaluateText(
  visit: Visit,
  template: ExpressionTemplate,
  field: string,
): Promise<string> {
  const value = await visit.evaluate(template);
  if (typeof value !== 'string') {
    throw wrongType(template, field, 'string', value);
  }
  return value;
}

/** @throws {StateError} when the field is no whole number of seconds between the limits */
export async function evaluateSeconds(
  visit: Visit,
  template: ExpressionTemplate,
  field: string,
  least: number,
): Promise<number> {
  const value = await visit.evaluate(template);
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > 99_999_999) {
    throw wrongType(template, field, `integer from ${least} to 99999999`, value);
  }
  return Number(value);
}

/** The state's arguments, or its input when it has none. */
export async function evaluateArguments(
  visit: Visit,
  template: ExpressionTemplate | undefined,
): Promise<unknown> {
  return template === undefined ? visit.input : visit.evaluate(template);
}
