import * as z from 'zod';
import type { Catcher } from './catch.ts';
import { parseCatcher } from './catch.ts';
import type { Retrier } from './retry.ts';
import { retrierSchema } from './retry.ts';
import type { Scope } from './scope.ts';

/** Fields of the states that can retry and catch. */
export const failureFields = {
  Retry: z.array(retrierSchema).default([]),
  Catch: z.array(z.unknown()).default([]),
};

/** Compiles `Retry` and `Catch`. */
export function parseFailureFields(
  scope: Scope,
  fields: { Retry: readonly Retrier[]; Catch: readonly unknown[] },
): { retriers: readonly Retrier[]; catchers: readonly Catcher[] } {
  const catchers = fields.Catch.map((catcher) => parseCatcher(scope, catcher));
  checkWildcard(
    scope,
    'Retry',
    fields.Retry.map((retrier) => retrier.ErrorEquals),
  );
  checkWildcard(
    scope,
    'Catch',
    catchers.map((catcher) => catcher.errorEquals),
  );
  return { retriers: fields.Retry, catchers };
}

/** ASL specification, "Errors": `States.ALL` stands alone and in the last entry. */
function checkWildcard(scope: Scope, field: string, entries: (readonly string[])[]): void {
  for (const [index, names] of entries.entries()) {
    if (names.includes('States.ALL') && (names.length > 1 || index < entries.length - 1)) {
      scope.refuse(`'States.ALL' must stand alone, in the last entry of '${field}'`);
    }
  }
}
