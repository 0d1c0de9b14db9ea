import type { StateCase } from '../state-case.ts';
import { call, machine, pass } from './machine.ts';

function parallel(branches: object[], fields: object = {}): object {
  return {
    Type: 'Parallel',
    Branches: branches,
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}

function map(states: Record<string, object>, fields: object = {}): object {
  return {
    Type: 'Map',
    ItemProcessor: machine(states, { ProcessorConfig: { Mode: 'INLINE' } }),
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}

const broken = { throws: 'Broken', message: 'no' } as const;
const fails = machine({ Bad: { Type: 'Fail', Error: 'Bad', Cause: 'why' } });

export const branchCases: readonly StateCase[] = [
  {
    name: 'branches give an array in their order',
    definition: machine({
      Both: parallel([
        machine({ Slow: { Type: 'Wait', Seconds: 1, Next: 'L' }, L: pass({ Output: 'slow' }) }),
        machine({ R: pass({ Output: '{% $states.input.n %}' }) }),
      ]),
    }),
    input: { n: 1 },
  },
  {
    name: 'branches get the arguments',
    definition: machine({
      Both: parallel([machine({ L: pass() })], { Arguments: { n: '{% $states.input.n * 2 %}' } }),
    }),
    input: { n: 4 },
  },
  {
    name: 'a Parallel with an output and assignments',
    definition: machine({
      Both: parallel([machine({ L: pass({ Output: 1 }) }), machine({ R: pass({ Output: 2 }) })], {
        Output: '{% $sum($states.result) %}',
        Assign: { first: '{% $states.result[0] %}' },
        Next: 'Show',
      }),
      Show: pass({ Output: ['{% $states.input %}', '{% $first %}'] }),
    }),
  },
  {
    name: 'a branch reads the variables around it',
    definition: machine({
      Set: pass({ Assign: { x: 5 }, Next: 'Both' }),
      Both: parallel([machine({ L: pass({ Output: '{% $x %}' }) })]),
    }),
  },
  {
    name: 'variables of a branch stay in it',
    definition: machine({
      Both: parallel(
        [machine({ L: pass({ Assign: { y: 1 }, Next: 'M' }), M: pass({ Output: '{% $y %}' }) })],
        { Next: 'Show' },
      ),
      Show: pass({ Output: '{% $exists($y) %}' }),
    }),
  },
  {
    name: 'a branch that fails fails the Parallel',
    definition: machine({ Both: parallel([machine({ L: pass() }), fails]) }),
  },
  {
    name: 'a Parallel catches what a branch throws',
    definition: machine({
      Both: parallel([fails], {
        Catch: [{ ErrorEquals: ['Bad'], Output: '{% $states.errorOutput %}', Next: 'Caught' }],
      }),
      Caught: pass(),
    }),
  },
  {
    name: 'a Parallel does not see a failed branch as a failed task',
    definition: machine({
      Both: parallel([fails], {
        Catch: [{ ErrorEquals: ['States.BranchFailed'], Output: 'caught', Next: 'Caught' }],
      }),
      Caught: pass(),
    }),
  },
  {
    name: 'a Parallel retries',
    definition: machine({
      Both: parallel([machine({ Work: call('Work') })], {
        Retry: [{ ErrorEquals: ['Broken'], IntervalSeconds: 1, MaxAttempts: 1 }],
      }),
    }),
    answers: { Work: [broken, { returns: 'better' }] },
  },
  {
    name: 'a query error in a branch is caught outside',
    definition: machine({
      Both: parallel([machine({ L: pass({ Output: '{% $gone %}' }) })], {
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'Caught' }],
      }),
      Caught: pass(),
    }),
  },
  {
    name: 'a Map over its input',
    definition: machine({ Each: map({ Double: pass({ Output: '{% $states.input * 2 %}' }) }) }),
    input: [1, 2, 3],
  },
  {
    name: 'a Map over items',
    definition: machine({ Each: map({ It: pass() }, { Items: '{% $states.input.list %}' }) }),
    input: { list: ['a', { b: 1 }, null] },
  },
  {
    name: 'a Map over plain items',
    definition: machine({ Each: map({ It: pass() }, { Items: [1, '{% $states.input %}'] }) }),
    input: 'x',
  },
  {
    name: 'a Map over nothing',
    definition: machine({ Each: map({ It: pass() }) }),
    input: [],
  },
  {
    name: 'a Map selects and counts',
    definition: machine({
      Each: map(
        { It: pass() },
        {
          Items: '{% $states.input.list %}',
          ItemSelector: {
            index: '{% $states.context.Map.Item.Index %}',
            value: '{% $states.context.Map.Item.Value %}',
            common: '{% $states.input.common %}',
          },
        },
      ),
    }),
    input: { list: ['a', 'b'], common: 1 },
  },
  {
    name: 'a Map shows its item inside',
    definition: machine({
      Each: map({ It: pass({ Output: '{% $states.context.Map.Item.Index %}' }) }),
    }),
    input: ['a', 'b'],
  },
  {
    name: 'a Map one by one',
    definition: machine({
      Each: map({ It: pass({ Output: '{% $states.input & "!" %}' }) }, { MaxConcurrency: 1 }),
    }),
    input: ['a', 'b', 'c'],
  },
  {
    name: 'a Map with a computed concurrency',
    definition: machine({
      Each: map({ It: pass() }, { Items: [1, 2], MaxConcurrency: '{% $states.input.c %}' }),
    }),
    input: { c: 2 },
  },
  ...[{ a: 1 }, 'text', 1, null].map((items) => ({
    name: `a Map over ${JSON.stringify(items)}`,
    definition: machine({ Each: map({ It: pass() }, { Items: '{% $states.input.items %}' }) }),
    input: { items },
  })),
  {
    name: 'a Map over an input that is no array',
    definition: machine({ Each: map({ It: pass() }) }),
    input: { a: 1 },
  },
  {
    name: 'a Map that fails with one of its items',
    definition: machine({
      Each: map(
        {
          Which: {
            Type: 'Choice',
            Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'Bad' }],
            Default: 'Good',
          },
          Bad: { Type: 'Fail', Error: 'Bad', Cause: 'two' },
          Good: pass(),
        },
        { MaxConcurrency: 1 },
      ),
    }),
    input: [1, 2],
  },
  {
    name: 'a Map that catches',
    definition: machine({
      Each: map(
        { Bad: { Type: 'Fail', Error: 'Bad', Cause: 'x' } },
        {
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Output: '{% $states.errorOutput.Error %}',
              Next: 'Caught',
            },
          ],
        },
      ),
      Caught: pass(),
    }),
    input: [1],
  },
  {
    name: 'a Map in a Map',
    definition: machine({
      Outer: map({ Inner: map({ It: pass({ Output: '{% $states.input + 1 %}' }) }, {}) }),
    }),
    input: [[1, 2], [3]],
  },
  {
    name: 'a variable around nested Maps',
    definition: machine({
      Set: pass({ Assign: { base: 10 }, Next: 'Outer' }),
      Outer: map({ Inner: map({ It: pass({ Output: '{% $states.input + $base %}' }) }) }),
    }),
    input: [[1, 2], [3]],
  },
];
