import { localEngines } from './local-engines.ts';
import { run } from './run.ts';

run(localEngines);
