import { useState } from 'preact/hooks';
import { ApiFailure } from '../../client/api-failure.ts';

export interface Action<Input extends readonly unknown[]> {
  readonly isRunning: boolean;
  /** Why the last run failed; undefined where it did not. */
  readonly error: unknown;
  /** What the API said of a field or a part of it; empty where nothing. */
  getProblem(field: string): string;
  run(...input: Input): Promise<boolean>;
}

/** Something that a person does: one at a time, its error kept for the screen. */
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
  const fields = error instanceof ApiFailure ? error.fields : [];
  const getProblem = (name: string) =>
    fields.find(({ field }) => field === name || field.startsWith(`${name}.`))?.message ?? '';
  return { isRunning, error, getProblem, run };
}
