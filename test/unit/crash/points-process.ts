import { createFaults, faultsSchema } from '../../crash/faults.ts';

/* Passes three points, to be killed at one of them. */

const faults = createFaults(faultsSchema.parse(JSON.parse(process.argv[2] ?? '{}')));
for (const point of ['one', 'two', 'three']) faults.pass(point);
