import { localEngines } from '../../infra/local/local-engines.ts';
import { run } from '../../infra/local/run.ts';
import { endWithParent } from './end-with-parent.ts';

/* `npm start` as a test has it. */

endWithParent();
run(localEngines);
