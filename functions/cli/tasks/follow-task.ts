import type { Result } from '../../client/kinds.ts';
import type { Reelhook } from '../../client/reelhook.ts';
import type { CliContext } from '../cli-context.ts';
import { formatProgress } from '../terminal/progress-line.ts';

/**
 * Waits for a task, with a bar where a person sees it.
 * @throws TaskFailure, ApiFailure; the signal's reason after Ctrl-C
 */
export async function followTask(
  { terminal, signal }: Pick<CliContext, 'terminal' | 'signal'>,
  client: Reelhook,
  id: string,
): Promise<Result> {
  try {
    return await client.result(id, {
      signal,
      onUpdate: (task) => terminal.showProgress(formatProgress(task, terminal.columns)),
    });
  } finally {
    terminal.showProgress('');
  }
}
