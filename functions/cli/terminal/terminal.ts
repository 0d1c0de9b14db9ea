import { styleText } from 'node:util';
import { wrapText } from './wrap-text.ts';

type Style = Parameters<typeof styleText>[0];

/** A stream that words are written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Terminal {
  /** For results: one line. */
  print(line: string): void;
  /** For results in JSON. */
  printJson(value: unknown): void;
  /** For what a person wants to know meanwhile: one line to standard error, and nothing where that is no terminal. */
  note(line: string): void;
  /** For what must be said in any case: one line to standard error. */
  warn(line: string): void;
  /** Coloured for standard error, where that is a terminal that shows colours. */
  style(style: Style, text: string): string;
  /** Shows a line that the next one replaces; the empty text removes it. Nothing where standard error is no terminal, or one that replaces nothing. */
  showProgress(line: string): void;
  /** In characters. */
  readonly columns: number;
  /** Whether a person sees standard error. */
  readonly isInteractive: boolean;
}

const USUAL_COLUMNS = 80;
const CLEAR_LINE = '\r\u001b[2K';
const CLEAR_REST = '\u001b[K';

/** @param environment NO_COLOR and FORCE_COLOR as everywhere (no-color.org) */
export function createTerminal(
  stdout: Output,
  stderr: Output,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isInteractive = stderr.isTTY === true;
  const isCapable = isInteractive && environment['TERM'] !== 'dumb';
  const isColoured = isCapable && !environment['NO_COLOR'];
  const getColumns = () => stderr.columns ?? USUAL_COLUMNS;
  let isShown = false;

  function clear(): void {
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  }
  function say(line: string): void {
    clear();
    stderr.write(`${isInteractive ? wrapText(line, getColumns()) : line}\n`);
  }
  return {
    get columns() {
      return getColumns();
    },
    isInteractive,
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    printJson(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note(line) {
      if (isInteractive) say(line);
    },
    warn: say,
    style: (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text),
    showProgress(line) {
      if (!isCapable) return;
      if (line === '') return clear();
      // At one stroke: a line that is gone for a moment flickers.
      stderr.write(`\r${line}${CLEAR_REST}`);
      isShown = true;
    },
  };
}
