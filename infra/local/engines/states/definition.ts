import * as z from 'zod';
import type { ExpressionSources } from './aws-functions.ts';
import { parseChoice } from './choice.ts';
import { parseFail } from './fail.ts';
import type { Scope } from './scope.ts';
import { createScope, parseStateFields } from './scope.ts';
import type { State } from './state.ts';
import { parseSucceed } from './succeed.ts';
import { parseTask } from './task.ts';
import { parseWait } from './wait.ts';

/** A state machine that is ready to run. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly startAt: string;
  readonly timeoutSeconds: number | undefined;
  /** By name. */
  readonly states: ReadonlyMap<string, State>;
}

type ParseState = (scope: Scope, name: string, fields: unknown) => State;

const stateTypes = new Map<string, ParseState>([
  ['Task', parseTask],
  ['Wait', parseWait],
  ['Choice', parseChoice],
  ['Succeed', parseSucceed],
  ['Fail', parseFail],
]);

const stateSchema = z.looseObject({ Type: z.string() });
const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).default('JSONPath'),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  StartAt: z.string(),
  States: z.record(z.string(), stateSchema),
});
/**
 * Compiles an Amazon States Language definition.
 *
 * @throws {Error} on anything this engine does not run exactly as AWS does, naming the state machine and the state
 */
export function parseStateMachine(
  identity: { arn: string; name: string },
  definition: unknown,
  sources: ExpressionSources,
): StateMachine {
  const refuse = refuser(`State machine '${identity.name}'`);
  const machine = parseStateFields({ refuse }, machineSchema, definition);
  const stateNames = new Set(Object.keys(machine.States));
  if (!stateNames.has(machine.StartAt)) {
    refuse(`starts at '${machine.StartAt}', which does not exist`);
  }
  const isJsonata = machine.QueryLanguage === 'JSONata';
  const build: Build = { machine: identity.name, isJsonata, stateNames, sources };
  const states = Object.entries(machine.States).map(
    ([name, state]) => [name, parseState(name, state, build)] as const,
  );
  return {
    ...identity,
    startAt: machine.StartAt,
    timeoutSeconds: machine.TimeoutSeconds,
    states: new Map(states),
  };
}

interface Build {
  readonly machine: string;
  /** Whether states speak JSONata when they don't say. */
  readonly isJsonata: boolean;
  readonly stateNames: ReadonlySet<string>;
  readonly sources: ExpressionSources;
}

function parseState(name: string, fields: z.infer<typeof stateSchema>, build: Build): State {
  const refuse = refuser(`State machine '${build.machine}', state '${name}'`);
  const parse = stateTypes.get(fields.Type);
  if (parse === undefined) {
    return refuse(`unsupported type '${fields.Type}'; use ${[...stateTypes.keys()].join(', ')}`);
  }
  if (!build.isJsonata && fields['QueryLanguage'] !== 'JSONata') {
    refuse('speaks JSONPath; only "QueryLanguage": "JSONata" is supported');
  }
  return parse(createScope(build.stateNames, build.sources, refuse), name, fields);
}

function refuser(where: string): (problem: string) => never {
  return (problem) => {
    throw new Error(`${where}: ${problem}`);
  };
}
