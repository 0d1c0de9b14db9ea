import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Record<string | symbol, unknown>;

/** What Lambda's runtime calls the values that it sets itself (package @aws/lambda-invoke-store). */
const runtimeKeys = {
  requestId: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
  traceId: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
  tenantId: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
};

/** Where libraries keep what belongs to one of several invocations that run side by side. */
export interface InvokeStore {
  run<Result>(values: Values, call: () => Result): Result;
}

/** The variable by which libraries see that invocations run side by side, as on Lambda managed instances. */
export const concurrencyVariable = 'AWS_LAMBDA_MAX_CONCURRENCY';

/** Puts the store where libraries look for it, as Lambda's runtime does before it loads a function's code. */
export function provideInvokeStore(): InvokeStore {
  const storage = new AsyncLocalStorage<Values>();
  const get = (key: string | symbol) => storage.getStore()?.[key];
  const store = {
    run: <Result>(values: Values, call: () => Result) => storage.run(values, call),
    getContext: () => storage.getStore(),
    hasContext: () => storage.getStore() !== undefined,
    get,
    set(key: string | symbol, value: unknown) {
      const values = storage.getStore();
      if (values === undefined) throw new Error('No context available');
      values[key] = value;
    },
    getRequestId: () => get(runtimeKeys.requestId) ?? '-',
    getXRayTraceId: () => get(runtimeKeys.traceId),
    getTenantId: () => get(runtimeKeys.tenantId),
  };
  Object.assign(globalThis, { awslambda: { InvokeStore: store } });
  return store;
}

/** What the store holds for an invocation at its beginning. */
export function getValues(requestId: string): Values {
  return { [runtimeKeys.requestId]: requestId };
}
