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

/**
 * Why the local tables can't carry out a request, or undefined when they can: dynalite would drop some parameters
 * without a word.
 */
export function refusalOf(operation: string, body: string): string | undefined {
  if (!operations.has(operation)) {
    return `Reelhook's local run does not support DynamoDB ${operation}`;
  }
  if (/"ReturnValuesOnConditionCheckFailure"\s*:\s*"(?!NONE")/.test(body)) {
    return `Reelhook's local run does not support ReturnValuesOnConditionCheckFailure in DynamoDB ${operation}`;
  }
  return undefined;
}
