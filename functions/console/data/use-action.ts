import { useState } from 'preact/hooks';
import { getMessage } from './client.ts';

export interface Action<Input extends readonly unknown[]> {
  readonly isRunning: boolean;
  /** Why the last run failed, in words; empty where it did not. */
  readonly problem: string;
  readonly error: unknown;
  run(...input: Input): Promise<boolean>;
  forget(): void;
}

/** Something that a person does with a button: one at a time, its error kept for the screen. */
export function useAction<Input extends readonly unknown[]>(
  act: (...input: Input) => Promise<unknown>,
): Action<Input> {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  async function run(...input: Input): Promise<boolean> {
    if (isRunning) return false;
    setRunning(true);
    setError(undefined);
    try {
      await act(...input);
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setRunning(false);
    }
  }
  const problem = error === undefined ? '' : getMessage(error);
  return { isRunning, problem, error, run, forget: () => setError(undefined) };
}
