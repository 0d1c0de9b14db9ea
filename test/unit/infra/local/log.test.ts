import { describe, expect, it } from 'vitest';
import { readableLine } from '../../../../infra/local/engines/functions/readable-line.ts';
import { clockTime, createConsoleLog, gatherLines } from '../../../../infra/local/log.ts';
import { describeStatesEvent } from '../../../../infra/local/states-log.ts';

const noon = new Date(2026, 10, 23, 12, 0, 7).getTime();

function written(colour: boolean): { lines: string[]; log: ReturnType<typeof createConsoleLog> } {
  const lines: string[] = [];
  const log = createConsoleLog({ write: (line) => lines.push(line), now: () => noon, colour });
  return { lines, log };
}

describe('the log', () => {
  it('has one line for each entry, without the hash of a logical id', () => {
    const { lines, log } = written(false);
    log({ source: 'StartTaskFunction1A2B3C4D', level: 'info', message: 'first\n  second' });
    expect(lines).toEqual(['12:00:07  StartTaskFunction           first ⏎ second\n']);
  });

  it('is written a few lines at a time', async () => {
    const texts: string[] = [];
    const write = gatherLines((text) => texts.push(text));
    for (const line of ['one\n', 'two\n', 'three\n']) write(line);
    expect(texts).toEqual([]);
    await expect.poll(() => texts).toEqual(['one\ntwo\nthree\n']);
  });

  it('is coloured when asked', () => {
    const { lines, log } = written(true);
    log({ source: 'stack', level: 'error', message: 'broken' });
    expect(lines[0]).toContain('\u001b[31mbroken');
  });

  it.each([
    ['plain text', 'info', 'plain text'],
    ['{"level":"ERROR","message":"broken","taskId":"t1","n":2}', 'error', 'broken taskId=t1 n=2'],
    ['{"level":"warn","msg":"odd","timestamp":"2026"}', 'warning', 'odd'],
    ['{not json', 'info', '{not json'],
  ])("shows a function's line %s", (line, level, message) => {
    expect(readableLine(line)).toEqual({ level, message });
  });

  it.each([
    [{ kind: 'execution-started' }, 'started in Tasks'],
    [{ kind: 'state-entered', state: 'Check the task' }, '→ Check the task'],
    [
      { kind: 'state-entered', state: 'Wait', waitUntil: noon },
      `→ Wait (until ${clockTime(noon)})`,
    ],
    [
      { kind: 'retry', state: 'Check', waitUntil: noon, error: 'Busy', cause: 'later' },
      '↻ Check again (until 12:00:07): Busy: later',
    ],
    [{ kind: 'execution-failed', error: 'TimedOut' }, 'failed: TimedOut'],
    [{ kind: 'execution-succeeded' }, 'succeeded'],
  ] as const)('tells of an execution: %j', (event, message) => {
    const described = describeStatesEvent({ ...event, stateMachine: 'Tasks', execution: 'e1' });
    expect(described).toMatchObject({ source: 'e1', message });
  });
});
