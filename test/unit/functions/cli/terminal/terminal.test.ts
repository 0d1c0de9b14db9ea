import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../../../functions/cli/terminal/format-table.ts';
import { formatProgress } from '../../../../../functions/cli/terminal/progress-line.ts';
import { createTerminal } from '../../../../../functions/cli/terminal/terminal.ts';

/** A terminal, or a pipe, whose two streams are kept. */
function open({ isTTY = true, environment = {} } = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns: 80,
    write: (text: string) => {
      written[name] += text;
    },
  });
  return { written, terminal: createTerminal(stream('out'), stream('err'), environment) };
}

describe('a terminal', () => {
  it('replaces the progress line, and removes it before anything else', () => {
    const { terminal, written } = open();
    terminal.showProgress('one');
    terminal.showProgress('two');
    terminal.print('done');
    const clear = '\u001b[K';
    expect(written).toEqual({
      out: 'done\n',
      err: `\rone${clear}\rtwo${clear}\r\u001b[2K`,
    });
  });

  it('replaces nothing where the terminal can not', () => {
    const { terminal, written } = open({ environment: { TERM: 'dumb' } });
    terminal.showProgress('one');
    terminal.note('a note');
    expect(written.err).toBe('a note\n');
  });

  it('breaks what must be said between words, and commands nowhere', () => {
    const { terminal, written } = open();
    const words = 'so many words '.repeat(8).trim();
    terminal.warn(`  ${words}\n  $ ${words}`);
    const lines = written.err.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ {4}\S/);
    expect(lines[0]?.length).toBeLessThanOrEqual(80);
    expect(
      lines
        .slice(0, 2)
        .map((line) => line.trim())
        .join(' '),
    ).toBe(words);
    expect(lines[2]).toBe(`  $ ${words}`);
  });

  it('is quiet in a pipe, but for results and what must be said', () => {
    const { terminal, written } = open({ isTTY: false });
    terminal.showProgress('one');
    terminal.note('a note');
    terminal.warn('a warning');
    terminal.printJson({ a: 1 });
    expect(written).toEqual({ out: '{\n  "a": 1\n}\n', err: 'a warning\n' });
  });

  it.each([
    [{ isTTY: true, environment: {} }, '\u001b[2mx\u001b[22m'],
    [{ isTTY: true, environment: { NO_COLOR: '1' } }, 'x'],
    [{ isTTY: true, environment: { TERM: 'dumb' } }, 'x'],
    [{ isTTY: false, environment: {} }, 'x'],
  ])('shows colours only where they are wanted: %j', (setting, expected) => {
    expect(open(setting).terminal.style('dim', 'x')).toBe(expected);
  });
});

describe('a progress line', () => {
  const task = { current_status: 'processing', process: 43.4, eta: { p50_seconds: 3.6 } };

  it('has a bar, the percent, the state and how long it will take', () => {
    const bar = `${'█'.repeat(13)}${'░'.repeat(17)}`;
    expect(formatProgress(task, 80)).toBe(`${bar}  43%  processing  about 4 s`);
    expect(formatProgress({ ...task, eta: null }, 20)).toBe('43%  processing');
  });

  it('is never wider than the terminal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (columns, process) => {
          expect(formatProgress({ ...task, process }, columns).length).toBeLessThan(
            Math.max(columns, 1),
          );
        },
      ),
    );
  });
});

describe('a table', () => {
  const rows = [
    ['6b04', 'image-to-video', 'a very long prompt that goes on and on'],
    ['6b05', 'talking-photo', ''],
  ];
  it('cuts its last column', () => {
    expect(formatTable(['ID', 'KIND', 'PROMPT'], rows, 40)).toEqual([
      'ID    KIND            PROMPT',
      '6b04  image-to-video  a very long promp…',
      '6b05  talking-photo',
    ]);
  });

  it('becomes blocks where the columns do not fit', () => {
    const lines = formatTable(['ID', 'KIND', 'PROMPT'], rows, 24);
    expect(lines[0]).toBe('ID      6b04');
    expect(lines).toContain('');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(24);
  });
});
