import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { CliError, exitCodes } from '../../../../functions/cli/exit-codes.ts';
import { explainError } from '../../../../functions/cli/explain-error.ts';
import { ApiFailure } from '../../../../functions/client/api-failure.ts';
import type { TaskItem } from '../../../../functions/client/kinds.ts';
import { TaskFailure } from '../../../../functions/client/task-failure.ts';

const lost = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const task = { _id: 'a', failed_message: 'It is dark.', failed_code: 'dark' } as TaskItem;

it.each([
  [new CommanderError(0, 'commander.help', ''), 'done', ''],
  [new CommanderError(1, 'commander.unknownOption', ''), 'usage', ''],
  [new CliError('No.', 'usage'), 'usage', 'No.'],
  [new TaskFailure(task), 'taskFailed', 'The task a failed: It is dark. Its coins are back.'],
  [lost('ECONNREFUSED'), 'unreachable', 'The service can’t be reached: nobody listens there.'],
  [lost('ENOTFOUND'), 'unreachable', 'The service can’t be reached: ENOTFOUND'],
  [new ApiFailure(401, { message: 'Unknown token.' }), 'refused', 'reelhook login'],
  [new DOMException('stopped', 'AbortError'), 'interrupted', ''],
] as const)('%s ends with what it means', (error, why, words) => {
  const { message, exitCode } = explainError(error);
  expect(exitCode).toBe(exitCodes[why].code);
  if (words === '') expect(message).toBe('');
  else expect(message).toContain(words);
});

it('names the fields of a refusal, and the trace of a fault', () => {
  const errors = [{ field: 'video_time', message: 'must be 5 or 10' }];
  const refused = explainError(new ApiFailure(400, { message: 'It is invalid.', errors }));
  expect(refused).toEqual({
    message: 'It is invalid.\n  video_time must be 5 or 10',
    exitCode: exitCodes.refused.code,
    fields: errors,
  });
  const fault = explainError(new ApiFailure(500, { message: 'Oh.', trace_id: 'the-trace' }));
  expect(fault.message).toBe('Oh.\n  trace_id the-trace');
});
