import type { ComponentChildren } from 'preact';
import type { Requested } from '../data/use-request.ts';
import { Problem } from './problem.tsx';

export interface LoadedProps<Value> {
  readonly request: Requested<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What a request answered; before that, that it is under way, or why it failed and how to try again. */
export function Loaded<Value>({ request, children }: LoadedProps<Value>) {
  const { value, error, reload } = request;
  return (
    <>
      <Problem error={error} retry={reload} />
      {value === undefined
        ? error === undefined && <p class="loading">Loading…</p>
        : children(value)}
    </>
  );
}
