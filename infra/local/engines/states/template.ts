import jsonata from 'jsonata';
import type { ExpressionSources } from './aws-functions.ts';
import { addAwsFunctions } from './aws-functions.ts';
import { readPlainPath } from './plain-path.ts';
import { StateError } from './state-error.ts';

/** What an expression sees: `$states` and the variables, without their dollar signs. */
export type Bindings = Record<string, unknown>;

/** A JSON value of a definition in which strings of the form `{% ... %}` are JSONata expressions. */
export interface ExpressionTemplate {
  /** The expression's text, when the whole value is one. */
  readonly source?: string;
  /**
   * The value with its expressions evaluated: plain JSON that shares nothing with the bindings.
   *
   * @throws {StateError} `States.QueryEvaluationError`
   */
  evaluate(bindings: Bindings): Promise<unknown>;
}

/** One expression may take this long; endless recursion would otherwise stop the whole stack. */
const LONGEST_EVALUATION_MILLISECONDS = 5000;
const DEEPEST_STACK = 500;

/**
 * Compiles a value of a definition.
 *
 * @param field the field's name as AWS's messages give it, such as `Output`
 * @throws {Error} when an expression is not JSONata
 */
export function compileTemplate(
  value: unknown,
  field: string,
  sources: ExpressionSources,
): ExpressionTemplate {
  if (!hasExpression(value)) {
    return { evaluate: async () => value };
  }
  if (typeof value === 'string') {
    return compileExpression(value, field, sources);
  }
  const parts = Object.entries(value as object).map(
    ([key, part]) => [key, compileTemplate(part, `${field}/${key}`, sources)] as const,
  );
  return Array.isArray(value) ? arrayTemplate(parts) : objectTemplate(parts);
}

type Parts = readonly (readonly [key: string, template: ExpressionTemplate])[];

function arrayTemplate(parts: Parts): ExpressionTemplate {
  return {
    async evaluate(bindings) {
      const values: unknown[] = [];
      for (const [, template] of parts) {
        values.push(await template.evaluate(bindings));
      }
      return values;
    },
  };
}

function objectTemplate(parts: Parts): ExpressionTemplate {
  return {
    async evaluate(bindings) {
      const values: [string, unknown][] = [];
      for (const [key, template] of parts) {
        values.push([key, await template.evaluate(bindings)]);
      }
      return Object.fromEntries(values);
    },
  };
}

function hasExpression(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.startsWith('{%') || value.endsWith('%}');
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

function compileExpression(
  text: string,
  field: string,
  sources: ExpressionSources,
): ExpressionTemplate {
  if (!text.startsWith('{%') || !text.endsWith('%}') || text.length < 4) {
    throw new Error(`the field '${field}' must open with {% and close with %}: ${text}`);
  }
  const source = text.slice(2, -2).trim();
  const expression = parseExpression(source, field);
  addAwsFunctions(expression, sources);
  const readPath = readPlainPath(source);
  return {
    source,
    async evaluate(bindings) {
      let result = readPath?.(bindings);
      try {
        if (result === undefined) result = await expression.evaluate(undefined, bindings);
      } catch (error) {
        throw evaluationError(source, field, `threw an error during evaluation. ${words(error)}`);
      }
      if (result === undefined) {
        throw evaluationError(source, field, 'returned nothing (undefined).');
      }
      return toPlainJson(result, () =>
        evaluationError(source, field, 'returned an unsupported result type.'),
      );
    },
  };
}

function parseExpression(source: string, field: string): jsonata.Expression {
  try {
    return jsonata(source, { timeout: LONGEST_EVALUATION_MILLISECONDS, stack: DEEPEST_STACK });
  } catch (error) {
    throw new Error(`the field '${field}' is not a JSONata expression: ${words(error)}`);
  }
}

function evaluationError(source: string, field: string, problem: string): StateError {
  return new StateError(
    'States.QueryEvaluationError',
    `The JSONata expression '${source}' specified for the field '${field}' ${problem}`,
    field,
  );
}

/** jsonata throws plain objects with a code and a message. */
function words(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return [code, message].filter((part) => part !== undefined).join(': ');
}

/** Copies a result without the marks jsonata leaves on its arrays; functions are no JSON. */
function toPlainJson(value: unknown, refusal: () => StateError): unknown {
  if (typeof value === 'function' || (typeof value === 'number' && !Number.isFinite(value))) {
    throw refusal();
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((part) => toPlainJson(part ?? null, refusal));
  }
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) {
    throw refusal();
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, toPlainJson(part, refusal)]),
  );
}
