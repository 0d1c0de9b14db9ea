import type { StateCase } from '../state-case.ts';
import { call, instant, machine } from './machine.ts';

const DIRECT = 'arn:aws:lambda:us-east-1:123456789012:function:Work';

function callback(fields: object = {}): object {
  return call('Work', {
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: 'Work', Payload: { token: '{% $states.context.Task.Token %}' } },
    Output: '{% $states.result %}',
    ...fields,
  });
}

export const taskCases: readonly StateCase[] = [
  {
    name: 'the result of a function',
    definition: machine({ Work: call('Work') }),
    input: 1,
    answers: { Work: [{ returns: { done: true, list: [1] } }] },
  },
  {
    name: 'a function that answers null',
    definition: machine({ Work: call('Work') }),
    answers: { Work: [{ returns: null }] },
  },
  {
    name: 'a function that answers text',
    definition: machine({ Work: call('Work') }),
    answers: { Work: [{ returns: 'text' }] },
  },
  {
    name: 'input, result and an assignment together',
    definition: machine({
      Work: call('Work', {
        Assign: { got: '{% $states.result.Payload.n + $states.input.n %}' },
        Output: '{% $states.input.n %}',
        Next: 'Show',
      }),
      Show: instant({ Output: ['{% $states.input %}', '{% $got %}'] }),
    }),
    input: { n: 2 },
    answers: { Work: [{ returns: { n: 40 } }] },
  },
  {
    name: 'the status code of an invocation',
    definition: machine({ Work: call('Work', { Output: '{% $states.result.StatusCode %}' }) }),
    answers: { Work: [{ returns: 1 }] },
  },
  {
    name: 'an error in the output of a task',
    definition: machine({ Work: call('Work', { Output: '{% $states.result.Payload.gone %}' }) }),
    answers: { Work: [{ returns: {} }] },
  },
  {
    name: 'an error in the output of a task that catches it',
    definition: machine({
      Work: call('Work', {
        Output: '{% $states.result.Payload.gone %}',
        Catch: [
          {
            ErrorEquals: ['States.QueryEvaluationError'],
            Output: '{% $states.errorOutput.Error %}',
            Next: 'Caught',
          },
        ],
      }),
      Caught: instant(),
    }),
    answers: { Work: [{ returns: {} }] },
  },
  {
    name: 'an error in the arguments of a task',
    definition: machine({
      Work: call('Work', { Arguments: { FunctionName: 'Work', Payload: '{% $gone %}' } }),
    }),
    answers: { Work: [{ returns: {} }] },
  },
  {
    name: 'a function by its ARN',
    definition: machine({ Work: { Type: 'Task', Resource: DIRECT, End: true } }),
    input: 1,
    answers: { Work: [{ returns: { n: 1 } }] },
  },
  {
    name: 'a time-out that is no number',
    definition: machine({ Work: call('Work', { TimeoutSeconds: '{% $states.input %}' }) }),
    input: 'soon',
    answers: { Work: [{ returns: 1 }] },
  },
  {
    name: 'a time-out of no seconds',
    definition: machine({ Work: call('Work', { TimeoutSeconds: '{% $states.input %}' }) }),
    input: 0,
    answers: { Work: [{ returns: 1 }] },
  },
  {
    name: 'a task token that comes back',
    definition: machine({ Work: callback() }),
    answers: { Work: [{ returns: { from: 'outside' } }] },
  },
  {
    name: 'a task token that comes back with a failure',
    definition: machine({ Work: callback() }),
    answers: { Work: [{ throws: 'Rejected', message: 'not today' }] },
  },
  {
    name: 'a task token that comes back with a failure, caught',
    definition: machine({
      Work: callback({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }),
      Caught: instant(),
    }),
    answers: { Work: [{ throws: 'Rejected', message: 'not today' }] },
  },
  {
    name: 'a result too large to carry',
    definition: machine({
      Work: call('Work', { Output: '{% $length($states.result.Payload) %}' }),
    }),
    answers: { Work: [{ returns: 'x'.repeat(300_000) }] },
  },
  {
    name: 'an output too large to carry',
    definition: machine({
      A: instant({ Output: "{% $pad('', 300000, 'x') %}", Next: 'B' }),
      B: instant({ Output: 1 }),
    }),
  },
  {
    name: 'an output just small enough to carry',
    definition: machine({
      A: instant({ Output: "{% $pad('', 262142, 'x') %}", Next: 'B' }),
      B: instant({ Output: 1 }),
    }),
  },
  {
    name: 'a variable too large to keep',
    definition: machine({
      A: instant({ Assign: { x: "{% $pad('', 300000, 'x') %}" }, Output: 1 }),
    }),
  },
];
