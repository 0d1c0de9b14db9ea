import { taskKinds } from '../../catalog/catalog.ts';
import type { Route } from '../server/route.ts';
import type { TaskRoutes } from './kind-route-forms.ts';
import { kindRoutes } from './kind-routes.ts';

export type { TaskRoutes } from './kind-route-forms.ts';

/** The calls of every kind of task (a2e-api 2.1 and its siblings), made from the catalog. */
export const taskRoutes: readonly Route<TaskRoutes>[] = taskKinds.flatMap(kindRoutes);
