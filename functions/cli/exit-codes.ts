/** What the command line ends with, and what each means; docs/cli.md shows the same. */
export const exitCodes = {
  done: { code: 0, meaning: 'It is done.' },
  failed: { code: 1, meaning: 'Something went wrong; the message says what.' },
  usage: { code: 2, meaning: 'The command was called wrongly.' },
  refused: { code: 3, meaning: 'The service refused the request; the message names the fields.' },
  unreachable: { code: 4, meaning: 'The service can’t be reached, or there is none.' },
  taskFailed: { code: 5, meaning: 'The task failed; its coins are back.' },
  interrupted: { code: 130, meaning: 'Ctrl-C.' },
} as const;

/** An error that is explained by its message alone. */
export class CliError extends Error {
  override name = 'CliError';
  readonly exitCode: number;

  constructor(message: string, why: keyof typeof exitCodes = 'failed') {
    super(message);
    this.exitCode = exitCodes[why].code;
  }
}
