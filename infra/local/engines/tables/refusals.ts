/** What dynalite answers. Everything else that DynamoDB can do is refused by name. */
const operations = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

/** The longest expression DynamoDB takes (Amazon DynamoDB Developer Guide, "Constraints": expression parameters). */
const LONGEST_EXPRESSION_BYTES = 4096;
/** Expressions that could be too long, with their names. */
const EXPRESSIONS = /"(\w+Expression)"\s*:\s*("(?:[^"\\]|\\.){1025,}")/g;

/**
 * Why the local tables can't carry out a request, or undefined when they can: dynalite would drop some parameters
 * without a word.
 */
export function createRefusal(operation: string, body: string): string | undefined {
  if (!operations.has(operation)) {
    return `Reelhook's local run does not support DynamoDB ${operation}`;
  }
  if (/"ReturnValuesOnConditionCheckFailure"\s*:\s*"(?!NONE")/.test(body)) {
    return `Reelhook's local run does not support ReturnValuesOnConditionCheckFailure in DynamoDB ${operation}`;
  }
  for (const [, name, expression = ''] of body.matchAll(EXPRESSIONS)) {
    if (Buffer.byteLength(JSON.parse(expression)) > LONGEST_EXPRESSION_BYTES) {
      return `Invalid ${name}: Expression size has exceeded the maximum allowed size;`;
    }
  }
  return undefined;
}
