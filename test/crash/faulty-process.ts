import { run } from '../../infra/local/run.ts';
import { endWithParent } from '../local/end-with-parent.ts';
import { createFaults, faultsSchema } from './faults.ts';
import { createFaultyEngines } from './faulty-engines.ts';

/* `npm start` with the faults that FAULTS holds as JSON. */

endWithParent();
run(
  createFaultyEngines(createFaults(faultsSchema.parse(JSON.parse(process.env['FAULTS'] ?? '{}')))),
);
