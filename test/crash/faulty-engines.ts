import { pathToFileURL } from 'node:url';
import type { Engine } from '../../infra/local/engine.ts';
import { httpApi, localEngines } from '../../infra/local/local-engines.ts';
import type { Faults } from './faults.ts';
import { createFaultyCalls, createFaultyEndpoint } from './faulty-endpoint.ts';
import { createFaultyFunctions } from './faulty-functions.ts';

/**
 * The engines of `npm start` with faults: at the AWS endpoint, around the invocations
 * of workflows, queues and schedules, and in the functions' threads. The API's are not among them: they happen once.
 */
export function createFaultyEngines(faults: Faults): Engine[] {
  const faultyEndpoint: Engine = {
    types: [],
    open: () => ({
      wrapEndpoint: ({ call, listener }) => ({
        call: createFaultyCalls(call, faults),
        listener: createFaultyEndpoint(listener, faults),
      }),
      preload: { module: watchCallsUrl, data: faults.shared },
    }),
  };
  const faultyFunctions: Engine = {
    types: [],
    open: (_, stack) => ({ functions: createFaultyFunctions(stack.functions, faults) }),
  };
  const engines = localEngines.flatMap((engine) =>
    engine === httpApi ? [engine, faultyFunctions] : [engine],
  );
  return [faultyEndpoint, ...engines];
}

const watchCallsUrl = pathToFileURL(`${import.meta.dirname}/watch-calls.ts`).href;
