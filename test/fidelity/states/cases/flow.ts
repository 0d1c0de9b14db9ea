import type { StateCase } from '../state-case.ts';
import { instant, machine } from './machine.ts';

export const flowCases: readonly StateCase[] = [
  {
    name: 'a state hands its input on',
    definition: machine({ A: instant() }),
    input: { a: [1, null] },
  },
  { name: 'no input is an empty object', definition: machine({ A: instant() }) },
  { name: 'an input may be a bare string', definition: machine({ A: instant() }), input: 'text' },
  { name: 'an input may be null', definition: machine({ A: instant() }), input: null },
  { name: 'an input may be an array', definition: machine({ A: instant() }), input: [1, [2]] },
  {
    name: 'states follow each other',
    definition: machine({
      C: instant({ Next: 'A' }),
      A: instant({ Next: 'B' }),
      B: { Type: 'Succeed' },
    }),
    input: 1,
  },
  {
    name: 'a Succeed has an output of its own',
    definition: machine({ A: { Type: 'Succeed', Output: { was: '{% $states.input %}' } } }),
    input: [2],
  },
  {
    name: 'a plain output replaces the input',
    definition: machine({ A: instant({ Output: { a: { b: [true, null, 1.5, 'x'] } } }) }),
  },
  { name: 'an output of null', definition: machine({ A: instant({ Output: null }) }) },
  { name: 'an output of false', definition: machine({ A: instant({ Output: false }) }) },
  { name: 'an empty output', definition: machine({ A: instant({ Output: '' }) }) },
  {
    name: 'a Fail with neither error nor cause',
    definition: machine({ A: { Type: 'Fail' } }),
  },
  {
    name: 'a Fail with an error only',
    definition: machine({ A: { Type: 'Fail', Error: 'Broken' } }),
  },
  {
    name: 'a Fail with a cause only',
    definition: machine({ A: { Type: 'Fail', Cause: 'because' } }),
  },
  {
    name: 'a Fail with expressions',
    definition: machine({
      A: {
        Type: 'Fail',
        Error: "{% 'E' & $string($states.input.n) %}",
        Cause: '{% $states.input.why %}',
      },
    }),
    input: { n: 4, why: 'no "photo"' },
  },
  {
    name: 'a Fail whose error is no string',
    definition: machine({ A: { Type: 'Fail', Error: '{% $states.input %}' } }),
    input: 4,
  },
  {
    name: 'a Fail whose cause is missing',
    definition: machine({
      A: { Type: 'Fail', Error: 'Broken', Cause: '{% $states.input.nothing %}' },
    }),
  },
  {
    name: 'a Wait of no seconds',
    definition: machine({ A: { Type: 'Wait', Seconds: 0, End: true } }),
    input: 7,
  },
  {
    name: 'a Wait of one second with an output',
    definition: machine({
      A: { Type: 'Wait', Seconds: 1, Output: '{% $states.input + 1 %}', End: true },
    }),
    input: 7,
  },
  {
    name: 'a Wait of computed seconds that assigns',
    definition: machine({
      A: {
        Type: 'Wait',
        Seconds: '{% $states.input.s %}',
        Assign: { waited: '{% $states.input.s %}' },
        Next: 'B',
      },
      B: instant({ Output: '{% $waited %}' }),
    }),
    input: { s: 1 },
  },
  ...[-1, 1.5, '10', null].map((seconds) => ({
    name: `a Wait of ${JSON.stringify(seconds)} seconds`,
    definition: machine({ A: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } }),
    input: { s: seconds },
  })),
  {
    name: 'a Wait until a time that has passed',
    definition: machine({ A: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true } }),
  },
  {
    name: 'a Wait until a computed time with an offset',
    definition: machine({ A: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } }),
    input: '2020-01-01T02:00:00+02:00',
  },
  {
    name: 'a Wait until a word',
    definition: machine({ A: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } }),
    input: 'tomorrow',
  },
  {
    name: 'a machine that runs out of time',
    definition: machine({ A: { Type: 'Wait', Seconds: 3, End: true } }, { TimeoutSeconds: 1 }),
  },
];
