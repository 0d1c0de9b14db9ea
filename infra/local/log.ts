import { styleText } from 'node:util';

/** One thing that happened, for a person who watches. */
export interface LogEntry {
  /** Who says it: `stack`, a function's name, or an execution's. */
  source: string;
  level: 'info' | 'warning' | 'error';
  message: string;
}

export type Log = (entry: LogEntry) => void;

export interface ConsoleLogOptions {
  write(line: string): void;
  /** Milliseconds since 1970. */
  now(): number;
  colour: boolean;
}

const levelFormats = { info: 'reset', warning: 'yellow', error: 'red' } as const;

/** Width of the column of names; longer ones push their message to the right. */
const SOURCE_COLUMNS = 26;

/** Writes each entry as one line: time of day, who, what. */
export function createConsoleLog({ write, now, colour }: ConsoleLogOptions): Log {
  function paint(format: Parameters<typeof styleText>[0], text: string): string {
    return colour ? styleText(format, text, { validateStream: false }) : text;
  }
  return ({ source, level, message }) => {
    const time = paint('dim', clockTime(now()));
    const who = paint('cyan', shortSource(source).padEnd(SOURCE_COLUMNS));
    write(`${time}  ${who}  ${paint(levelFormats[level], oneLine(message))}\n`);
  };
}

/** The local time of day, `hh:mm:ss`. @param time milliseconds since 1970 */
export function clockTime(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}

/** CDK ends logical ids with a hash of eight hexadecimal digits, which says nothing to a reader. */
function shortSource(source: string): string {
  return source.replace(/(?<=[a-z])[0-9A-F]{8}$/, '');
}

function oneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, ' ⏎ ');
}

/** How long a line may wait to be written with those that follow it, in milliseconds. */
const GATHER_MILLISECONDS = 20;

/** Writes lines together where many come in a short while: each write to a terminal or a pipe is waited for. */
export function gatherLines(write: (text: string) => void): (line: string) => void {
  let waiting = '';
  function writeAll(): void {
    const text = waiting;
    waiting = '';
    write(text);
  }
  return (line) => {
    if (waiting === '') setTimeout(writeAll, GATHER_MILLISECONDS);
    waiting += line;
  };
}
