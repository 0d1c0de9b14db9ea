import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import {
  invokeOperatorFunction,
  type OperatorOptions,
} from '../operator/invoke-operator-function.ts';

interface UserOptions extends OperatorOptions {
  readonly coins?: number;
  readonly diamonds?: number;
  readonly openTasks?: number;
  readonly tasksPerDay?: number;
  readonly id?: string;
  readonly json?: boolean;
}

/** `reelhook user`: what an operator does with accounts. */
export function addUserCommand(program: Command, context: CliContext): void {
  const user = program
    .command('user')
    .summary('add users, grant coins, disable users')
    .description('For operators: accounts of the local service, or of a deployed stack.');
  const run = async (command: Command, output: string, payload: object) => {
    const options = command.opts<UserOptions>();
    const answer = await invokeOperatorFunction(context, options, output, payload);
    if (options.json) return context.terminal.printJson(answer);
    for (const [name, value] of Object.entries(answer as object)) {
      if (typeof value !== 'object') context.terminal.print(`${name}  ${value}`);
    }
  };

  const add = withOptions(user.command('add <name>'))
    .summary('add a user; prints the token once')
    .option('--coins <coins>', 'what the user begins with', parseAmount)
    .option('--diamonds <diamonds>', 'what the user begins with', parseAmount);
  addLimits(add);
  addExamples(add, [
    ['user add ada --coins 1000', 'On the local service:'],
    ['user add ada --coins 1000 --stack Reelhook-prod --region us-east-1', 'On AWS:'],
  ]);
  add.action((name: string) => {
    const { coins = 0, diamonds = 0, ...options } = add.opts<UserOptions>();
    const payload = { name, coins, diamonds, ...getLimits(options) };
    return run(add, 'CreateUserFunctionName', payload);
  });

  const grant = withOptions(user.command('grant <name>'))
    .summary('grant coins, or change limits')
    .option('--coins <coins>', 'coins to add', parseAmount)
    .option('--diamonds <diamonds>', 'diamonds to add', parseAmount)
    .option('--id <id>', 'the same id grants once only; default a random one');
  addLimits(grant);
  addExamples(grant, [
    ['user grant ada --coins 500 --id invoice-17', 'Once, however often it is run:'],
  ]);
  grant.action((name: string) => {
    const { coins = 0, diamonds = 0, id = randomUUID(), ...options } = grant.opts<UserOptions>();
    const given = coins + diamonds > 0 ? { grant: { id, coins, diamonds } } : {};
    return run(grant, 'ChangeAccountFunctionName', { name, ...given, ...getLimits(options) });
  });

  const disable = withOptions(user.command('disable <name>')).summary('disable a user for good');
  addExamples(disable, [
    ['user disable ada', 'On the local service:'],
    ['user disable ada --stack Reelhook-prod --region us-east-1', 'On AWS:'],
  ]);
  disable.action((name: string) =>
    run(disable, 'ChangeAccountFunctionName', { name, disabled: true }),
  );
}

function withOptions(command: Command): Command {
  return command
    .option('--stack <name>', 'a deployed stack, such as Reelhook-prod; default the local service')
    .option('--region <region>', 'of the stack; default AWS_REGION')
    .option('--data <folder>', 'the data folder of a local service; default DATA_DIR')
    .option('--json', 'print the answer as JSON');
}

function addLimits(command: Command): void {
  command
    .option('--open-tasks <number>', 'how many tasks may be open at once', parseAmount)
    .option('--tasks-per-day <number>', 'how many tasks may be made on a day', parseAmount);
}

function getLimits({ openTasks, tasksPerDay }: UserOptions): object {
  const limits = {
    ...(openTasks === undefined ? {} : { openTasks }),
    ...(tasksPerDay === undefined ? {} : { tasksPerDay }),
  };
  return Object.keys(limits).length > 0 ? { limits } : {};
}

function parseAmount(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('It must be a whole number.');
}
