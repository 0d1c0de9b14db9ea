import type { KindRequest, TaskKind } from '../../catalog/catalog.ts';
import type { RenderJob } from '../../rendering/render-job.ts';
import type { Refusal } from '../operation.ts';
import type { StartCall } from '../provider.ts';

/** How the embedded provider makes one kind of task. */
export interface EmbeddedKind {
  readonly kind: TaskKind;
  /** The fields that it can't honour. */
  refusals(request: KindRequest): Refusal[];
  /** Measured on two cores, in seconds. */
  expectedSeconds(request: KindRequest): number;
  /** What the render function is to do. */
  createJob(call: StartCall): RenderJob;
}
