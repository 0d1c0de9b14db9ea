import { passthroughField } from '../catalog/passthrough-field.ts';
import type { Json, Operation, OperationStatus } from './operation.ts';
import { StartOutcomeUnknownError } from './provider-error.ts';

/** A record has room for 400 KB, most of which is the request's (DynamoDB, item size). In characters of JSON. */
const LONGEST_KEPT = 16_384;
/** Facts are shown in records, many of which are a page. */
const LONGEST_FACT = 2048;

/** What a provider wants to be remembered by. @throws StartOutcomeUnknownError if no record can keep it */
export function limitOperation(operation: Operation): Operation {
  if (isShort(operation)) return operation;
  throw new StartOutcomeUnknownError(
    'The provider has answered the start with more than can be kept.',
  );
}

/**
 * An outcome that a record can keep: facts that it can't are left out. The address of the file may be as long as an
 * answer: a `data:` URL is the file itself, others are bounded where they are followed (net/url-policy.ts).
 */
export function limitStatus(status: OperationStatus): OperationStatus {
  if (status.state !== 'completed') return status;
  const { facts = {} } = status;
  const kept = Object.entries(facts).filter(
    ([, fact]) => passthroughField.safeParse(fact).success && isShort(fact, LONGEST_FACT),
  );
  return status.facts ? { ...status, facts: Object.fromEntries(kept) } : status;
}

function isShort(value: Json, longest = LONGEST_KEPT): boolean {
  return JSON.stringify(value).length <= longest;
}
