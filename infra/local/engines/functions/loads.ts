import type { InvocationResult, LoadedFunction } from './invocation.ts';

/** How the invocations of a function end that can't be loaded; undefined if it can. */
type LoadOutcome = InvocationResult | undefined;

/** Which functions a thread has loaded. */
export interface Loads {
  /** How many are being loaded. */
  readonly underWay: number;
  /** Has a function loaded, once. Resolves when it is, when the thread has ended, or after as long as Lambda gives it. */
  load(loaded: LoadedFunction): Promise<LoadOutcome>;
  /** The thread has loaded a function, or can't. */
  settle(functionName: string, outcome?: LoadOutcome): void;
  /** The thread has ended. */
  end(outcome: LoadOutcome): void;
}

/** Loading is not part of an invocation's time (AWS Lambda Developer Guide, "Lambda runtime environment lifecycle"). */
const LOAD_MILLISECONDS = 10_000;

/** @param send has the thread load a function */
export function createLoads(send: (loaded: LoadedFunction) => void): Loads {
  const underWay = new Set<PromiseWithResolvers<LoadOutcome>>();
  const loads = new Map<string, PromiseWithResolvers<LoadOutcome>>();
  return {
    get underWay() {
      return underWay.size;
    },
    load(loaded) {
      const known = loads.get(loaded.functionName);
      if (known !== undefined) return known.promise;
      const load = Promise.withResolvers<LoadOutcome>();
      loads.set(loaded.functionName, load);
      underWay.add(load);
      send(loaded);
      const timer = setTimeout(() => load.resolve(undefined), LOAD_MILLISECONDS);
      return load.promise.finally(() => {
        clearTimeout(timer);
        underWay.delete(load);
      });
    },
    settle: (functionName, outcome) => loads.get(functionName)?.resolve(outcome),
    end(outcome) {
      for (const load of underWay) load.resolve(outcome);
    },
  };
}
