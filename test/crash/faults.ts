import * as z from 'zod';
import { createPass, type SharedFaults } from './points.ts';
import { createRandom } from './random.ts';

/**
 * What the crash suite makes go wrong in a stack. `killAt`: the process is killed when it passes its so-manieth point.
 * `log`: a file that each point passed is written to. `rate`: the share, from 0 to 1, of the requests at the AWS
 * endpoint that go wrong and of the invocations that happen twice, chosen by `seed`.
 */
export const faultsSchema = z.strictObject({
  killAt: z.int().positive().optional(),
  log: z.string().optional(),
  rate: z.number().min(0).max(1).default(0),
  seed: z.int().default(1),
});

export type FaultSettings = z.infer<typeof faultsSchema>;

/** How a request fails: refused as too many, refused as the service's own fault, or carried out without an answer. */
export type RequestFault = 'throttled' | 'broken' | 'lost';

/** A point: a place in the stack's work after or before which a process may die. */
export interface Faults {
  /** Says that the point is passed now; where the process is to die here, this never returns. */
  pass(point: string): void;
  /** How the next request at the AWS endpoint is to fail, if it is. */
  nextRequest(): RequestFault | undefined;
  /** Whether the next invocation is to happen twice. */
  isNextTwice(): boolean;
  /** What a function's worker counts its own points with. */
  readonly shared: SharedFaults;
}

/** Makes the faults of one process. */
export function createFaults(settings: FaultSettings): Faults {
  const random = createRandom(settings.seed);
  const passed = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const shared = { passed, killAt: settings.killAt, log: settings.log };
  const kinds: readonly RequestFault[] = ['throttled', 'broken', 'lost'];
  return {
    shared,
    pass: createPass(shared),
    nextRequest: () =>
      random() < settings.rate ? kinds[Math.floor(random() * kinds.length)] : undefined,
    isNextTwice: () => random() < settings.rate,
  };
}
