import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import type { CallEffect } from '../../catalog/kind-calls.ts';
import type { ApiOperation } from '../operation.ts';
import type { OperationMaker, TaskOperations } from './kind-operation-forms.ts';
import { listOperations } from './list-operations.ts';
import { recordOperations } from './record-operations.ts';
import { startOperations } from './start-operations.ts';

/** What makes the operation of a call, by what the call does. */
const makers: Readonly<Record<CallEffect, OperationMaker>> = {
  ...startOperations,
  ...listOperations,
  ...recordOperations,
};

/** The operations of one kind, one for each call that the catalog names. */
export function kindOperations(kind: TaskKind): ApiOperation<TaskOperations>[] {
  const { path, calls } = kinds[kind];
  return calls.map((call) => makers[call.effect]({ ...call, kind, path: `${path}${call.path}` }));
}
