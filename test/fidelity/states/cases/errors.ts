import type { StateCase } from '../state-case.ts';
import { call, instant, machine } from './machine.ts';

const broken = { throws: 'Broken', message: 'no "photo"' } as const;
const other = { throws: 'Other', message: '' } as const;
const ends = { Caught: instant(), Elsewhere: instant({ Output: 'elsewhere' }) };

function attempt(fields: object): object {
  return machine({ Work: call('Work', fields), ...ends });
}

function retry(...names: string[]): object {
  return { ErrorEquals: names, IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 };
}

export const errorCases: readonly StateCase[] = [
  { name: 'an error nobody catches', definition: attempt({}), answers: { Work: [broken] } },
  {
    name: 'a retry that helps',
    definition: attempt({ Retry: [retry('Broken')] }),
    answers: { Work: [broken, { returns: 'better' }] },
  },
  {
    name: 'retries that run out',
    definition: attempt({ Retry: [retry('Broken')] }),
    answers: { Work: [broken] },
  },
  {
    name: 'retries that run out before a catch',
    definition: attempt({
      Retry: [retry('States.ALL')],
      Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }],
    }),
    answers: { Work: [broken] },
  },
  {
    name: 'each retrier counts for itself',
    definition: attempt({ Retry: [retry('Broken'), retry('Other')] }),
    answers: { Work: [broken, other, broken, other, { returns: 'at last' }] },
  },
  {
    name: 'no attempts mean no retry',
    definition: attempt({
      Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 0 }, retry('States.ALL')],
    }),
    answers: { Work: [broken, { returns: 'better' }] },
  },
  {
    name: 'a retrier for another error',
    definition: attempt({ Retry: [retry('Other')] }),
    answers: { Work: [broken, { returns: 'better' }] },
  },
  {
    name: 'the context counts retries',
    definition: attempt({
      Retry: [retry('Broken')],
      Output: '{% $states.context.State.RetryCount %}',
    }),
    answers: { Work: [broken, broken, { returns: 1 }] },
  },
  {
    name: 'the first catcher that names the error',
    definition: attempt({
      Catch: [
        { ErrorEquals: ['Other'], Next: 'Elsewhere' },
        { ErrorEquals: ['Broken', 'Torn'], Next: 'Caught' },
        { ErrorEquals: ['States.ALL'], Next: 'Elsewhere' },
      ],
    }),
    answers: { Work: [broken] },
  },
  {
    name: 'a catcher for a failed task',
    definition: attempt({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }),
    answers: { Work: [broken] },
  },
  {
    name: 'a catcher for everything',
    definition: attempt({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }),
    answers: { Work: [other] },
  },
  {
    name: 'a catcher with an output and assignments',
    definition: machine({
      Work: call('Work', {
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Output: { error: '{% $states.errorOutput.Error %}', was: '{% $states.input %}' },
            Assign: { why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
            Next: 'Show',
          },
        ],
      }),
      Show: instant({ Output: ['{% $states.input %}', '{% $why %}'] }),
    }),
    input: 5,
    answers: { Work: [broken] },
  },
  {
    name: 'a catcher does not assign what the state does',
    definition: machine({
      Set: instant({ Assign: { x: 'before' }, Next: 'Work' }),
      Work: call('Work', {
        Assign: { x: 'after' },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Show' }],
      }),
      Show: instant({ Output: '{% $x %}' }),
    }),
    answers: { Work: [broken] },
  },
  {
    name: 'an error in the output of a catcher',
    definition: attempt({
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $gone %}', Next: 'Caught' }],
    }),
    answers: { Work: [broken] },
  },
  {
    name: 'a catcher that leads back',
    definition: machine({
      Start: instant({ Assign: { n: 0 }, Next: 'Work' }),
      Work: call('Work', {
        Catch: [
          {
            ErrorEquals: ['Broken'],
            Assign: { n: '{% $n + 1 %}' },
            Output: '{% $states.input %}',
            Next: 'Work',
          },
        ],
        Output: '{% $n %}',
      }),
    }),
    answers: { Work: [broken, broken, { returns: 1 }] },
  },
  {
    name: 'a query error is caught by States.ALL',
    definition: attempt({
      Output: '{% $gone %}',
      Catch: [{ ErrorEquals: ['States.ALL'], Output: 'all', Next: 'Caught' }],
    }),
    answers: { Work: [{ returns: 1 }] },
  },
  {
    name: 'a query error is no failed task',
    definition: attempt({
      Output: '{% $gone %}',
      Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: 'task', Next: 'Caught' }],
    }),
    answers: { Work: [{ returns: 1 }] },
  },
  {
    name: 'too large a result is not caught by States.ALL',
    definition: attempt({
      Catch: [{ ErrorEquals: ['States.ALL'], Output: 'all', Next: 'Caught' }],
    }),
    answers: { Work: [{ returns: 'x'.repeat(300_000) }] },
  },
  {
    name: 'too large a result is caught by its name',
    definition: attempt({
      Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Output: 'limit', Next: 'Caught' }],
    }),
    answers: { Work: [{ returns: 'x'.repeat(300_000) }] },
  },
];
