import { taskKinds } from '../../catalog/catalog.ts';
import type { ApiOperation } from '../operation.ts';
import type { TaskOperations } from './kind-operation-forms.ts';
import { kindOperations } from './kind-operations.ts';

/** The calls of every kind of task (a2e-api 2.1 and its siblings), made from the catalog. */
export const taskOperations: readonly ApiOperation<TaskOperations>[] =
  taskKinds.flatMap(kindOperations);
