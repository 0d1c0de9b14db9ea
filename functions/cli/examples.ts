import type { Command } from 'commander';

/** Adds examples to a command's help, each with what it does. */
export function addExamples(
  command: Command,
  examples: readonly (readonly [line: string, words: string])[],
): Command {
  const lines = examples.flatMap(([line, words]) => [`  ${words}`, `    $ reelhook ${line}`]);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
