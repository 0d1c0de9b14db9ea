import { type DescribedCall, readCalls } from '../client/openapi/read-calls.ts';
import type { CliContext } from './cli-context.ts';

/** A call of the API by its `operationId`. Throws if the document has none of that name. */
export function getCall({ readDocument }: CliContext, name: string): DescribedCall {
  const found = readCalls(readDocument()).find((call) => call.name === name);
  if (!found) throw new Error(`The document has no call ${name}.`);
  return found;
}
