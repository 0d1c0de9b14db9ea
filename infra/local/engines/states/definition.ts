import * as z from 'zod';
import type { ExpressionSources } from './aws-functions.ts';
import { parseChoice } from './choice.ts';
import { parseFail } from './fail.ts';
import { parseMap } from './map.ts';
import { parseParallel } from './parallel.ts';
import { parsePass } from './pass.ts';
import type { Level, Scope } from './scope.ts';
import { createScope, parseFields } from './scope.ts';
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
  /** Every state, those of branches included, by name. */
  readonly states: ReadonlyMap<string, State>;
}

type ParseState = (scope: Scope, name: string, fields: unknown) => State;

const stateTypes = new Map<string, ParseState>([
  ['Task', parseTask],
  ['Wait', parseWait],
  ['Choice', parseChoice],
  ['Pass', parsePass],
  ['Succeed', parseSucceed],
  ['Fail', parseFail],
  ['Parallel', parseParallel],
  ['Map', parseMap],
]);

const statesSchema = z.record(z.string(), z.looseObject({ Type: z.string() }));
const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).default('JSONPath'),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  StartAt: z.string(),
  States: statesSchema,
});
const branchSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE').optional() }).optional(),
  StartAt: z.string(),
  States: statesSchema,
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
  const machine = parseFields({ refuse }, machineSchema, definition);
  const states = new Map<string, State>();
  const jsonata = machine.QueryLanguage === 'JSONata';
  parseLevel(machine, { machine: identity.name, jsonata, states, sources });
  return {
    ...identity,
    startAt: machine.StartAt,
    timeoutSeconds: machine.TimeoutSeconds,
    states,
  };
}

interface Build {
  readonly machine: string;
  /** Whether states speak JSONata when they don't say. */
  readonly jsonata: boolean;
  readonly states: Map<string, State>;
  readonly sources: ExpressionSources;
}

function parseLevel(
  fields: { StartAt: string; States: z.infer<typeof statesSchema> },
  build: Build,
): Level {
  const level: Level = {
    stateNames: new Set(Object.keys(fields.States)),
    assigned: new Set(),
    assignedInside: new Set(),
  };
  if (!level.stateNames.has(fields.StartAt)) {
    refuser(`State machine '${build.machine}'`)(
      `starts at '${fields.StartAt}', which does not exist`,
    );
  }
  for (const [name, state] of Object.entries(fields.States)) {
    build.states.set(name, parseState(name, state, level, build));
  }
  for (const variable of level.assigned) {
    if (level.assignedInside.has(variable)) {
      refuser(`State machine '${build.machine}'`)(
        `the variable '${variable}' is assigned both inside and outside of a branch`,
      );
    }
  }
  return level;
}

function parseState(
  name: string,
  fields: z.infer<typeof statesSchema>[string],
  level: Level,
  build: Build,
): State {
  const refuse = refuser(`State machine '${build.machine}', state '${name}'`);
  const scope = createScope(level, build.sources, refuse, (branch) => {
    const parsed = parseFields({ refuse }, branchSchema, branch);
    const inner = parseLevel(parsed, {
      ...build,
      jsonata: build.jsonata || parsed.QueryLanguage === 'JSONata',
    });
    for (const variable of [...inner.assigned, ...inner.assignedInside]) {
      level.assignedInside.add(variable);
    }
    return parsed.StartAt;
  });
  const parse = stateTypes.get(fields.Type);
  if (parse === undefined) {
    return refuse(`unsupported type '${fields.Type}'`);
  }
  if (!build.jsonata && fields['QueryLanguage'] !== 'JSONata') {
    refuse('speaks JSONPath; only "QueryLanguage": "JSONata" is supported');
  }
  const state = parse(scope, name, fields);
  return build.states.has(name) ? refuse('has the same name as another state') : state;
}

function refuser(where: string): (problem: string) => never {
  return (problem) => {
    throw new Error(`${where}: ${problem}`);
  };
}
