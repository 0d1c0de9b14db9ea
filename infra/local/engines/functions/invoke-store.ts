import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoadedFunction } from './invocation.ts';

/** Whose code runs: a function's, and of which invocation unless it is being loaded. */
export interface Running {
  readonly loaded: LoadedFunction;
  readonly requestId?: string;
}

type Values = Record<string | symbol, unknown>;

/** What Lambda's runtime calls the values that it sets itself (package @aws/lambda-invoke-store). */
const runtimeKeys = {
  requestId: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
  traceId: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
  tenantId: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
};

/** Where libraries keep what belongs to one of several invocations that run side by side. */
export interface InvokeStore {
  run<Result>(running: Running, call: () => Result): Result;
  /** Whose code has led to where the thread is now; undefined if nobody's. */
  current(): Running | undefined;
}

/** The variable by which libraries see that invocations run side by side, as on Lambda managed instances. */
export const concurrencyVariable = 'AWS_LAMBDA_MAX_CONCURRENCY';

/** Puts the store where libraries look for it, as Lambda's runtime does before it loads a function's code. */
export function provideInvokeStore(): InvokeStore {
  const storage = new AsyncLocalStorage<{ running: Running; values?: Values }>();
  const values = () => storage.getStore()?.values;
  const get = (key: string | symbol) => values()?.[key];
  const store = {
    run: <Result>(given: Values, call: () => Result) => {
      const running = storage.getStore()?.running;
      if (running === undefined) throw new Error('No context available');
      return storage.run({ running, values: given }, call);
    },
    getContext: values,
    hasContext: () => values() !== undefined,
    get,
    set(key: string | symbol, value: unknown) {
      const given = values();
      if (given === undefined) throw new Error('No context available');
      given[key] = value;
    },
    getRequestId: () => get(runtimeKeys.requestId) ?? '-',
    getXRayTraceId: () => get(runtimeKeys.traceId),
    getTenantId: () => get(runtimeKeys.tenantId),
  };
  Object.assign(globalThis, { awslambda: { InvokeStore: store } });
  return {
    run({ loaded, requestId }, call) {
      // While code is loaded there is no invocation whose values it could be.
      if (requestId === undefined) return storage.run({ running: { loaded } }, call);
      const given = { [runtimeKeys.requestId]: requestId };
      return storage.run({ running: { loaded, requestId }, values: given }, call);
    },
    current: () => storage.getStore()?.running,
  };
}
