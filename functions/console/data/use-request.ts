import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { token } from './token.ts';

export interface Requested<Value> {
  /** undefined until the first answer. */
  readonly value: Value | undefined;
  /** The newest answer's error; undefined after a good one. */
  readonly error: unknown;
  /** Asks again, now. */
  reload(): Promise<void>;
  /** Shows a value before the API has confirmed it. */
  show(value: Value): void;
}

export interface RequestOptions<Value> {
  /** Asks again as long as this holds and the tab is visible. */
  readonly pollWhile?: (value: Value) => boolean;
  /** Milliseconds from one answer to the next request; 1,000 by default. */
  readonly every?: number;
}

/** Asks when the screen opens or an input changes, and again while something is under way. */
export function useRequest<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  inputs: readonly unknown[],
  { pollWhile, every = 1000 }: RequestOptions<Value> = {},
): Requested<Value> {
  const [value, show] = useState<Value>();
  const [error, setError] = useState<unknown>();
  const latest = useRef({ load, pollWhile });
  latest.current = { load, pollWhile };
  const asking = useRef<AbortController | undefined>(undefined);
  const timer = useRef<number | undefined>(undefined);

  const reload = useCallback(async () => {
    asking.current?.abort();
    clearTimeout(timer.current);
    const controller = new AbortController();
    asking.current = controller;
    let mayPoll = true;
    try {
      const answer = await latest.current.load(controller.signal);
      if (controller.signal.aborted) return;
      show(answer);
      setError(undefined);
      mayPoll = latest.current.pollWhile?.(answer) ?? false;
    } catch (failure) {
      if (controller.signal.aborted) return;
      setError(failure);
      mayPoll = latest.current.pollWhile !== undefined;
    }
    if (mayPoll && document.visibilityState === 'visible') {
      timer.current = window.setTimeout(() => void reload(), every);
    }
  }, [every]);

  useEffect(() => {
    void reload();
    const resume = () => {
      if (document.visibilityState === 'visible' && latest.current.pollWhile) void reload();
    };
    document.addEventListener('visibilitychange', resume);
    return () => {
      document.removeEventListener('visibilitychange', resume);
      asking.current?.abort();
      clearTimeout(timer.current);
    };
  }, [reload, token.value, ...inputs]);

  return { value, error, reload, show };
}
