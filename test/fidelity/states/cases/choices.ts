import type { StateCase } from '../state-case.ts';
import { machine } from './machine.ts';

function choose(fields: object): object {
  return machine({
    Choose: { Type: 'Choice', ...fields },
    First: { Type: 'Succeed' },
    Second: {
      Type: 'Succeed',
      Output: ['{% $states.input %}', '{% $exists($size) ? $size : "none" %}'],
    },
    Last: { Type: 'Fail', Error: 'Last' },
  });
}

const sizes = {
  Choices: [
    {
      Condition: '{% $states.input > 10 %}',
      Assign: { size: 'large' },
      Output: '{% $states.input / 10 %}',
      Next: 'Second',
    },
    { Condition: '{% $states.input > 5 %}', Assign: { size: 'middle' }, Next: 'Second' },
  ],
  Default: 'Second',
  Assign: { size: 'small' },
  Output: 'nothing',
};

export const choiceCases: readonly StateCase[] = [
  { name: 'the first rule that holds', definition: choose(sizes), input: 50 },
  { name: 'a rule without an output', definition: choose(sizes), input: 7 },
  { name: 'the default with its own output', definition: choose(sizes), input: 1 },
  {
    name: 'no rule and no default',
    definition: choose({ Choices: [{ Condition: '{% false %}', Next: 'First' }] }),
  },
  ...[1, 'true', null, [true], {}].map((value) => ({
    name: `a condition of ${JSON.stringify(value)}`,
    definition: choose({
      Choices: [{ Condition: '{% $states.input.v %}', Next: 'First' }],
      Default: 'Last',
    }),
    input: { v: value },
  })),
  {
    name: 'a condition on something missing',
    definition: choose({
      Choices: [{ Condition: '{% $states.input.gone %}', Next: 'First' }],
      Default: 'Last',
    }),
  },
  {
    name: 'a plain true',
    definition: choose({ Choices: [{ Condition: true, Next: 'First' }], Default: 'Last' }),
  },
  {
    name: 'a later rule is not evaluated',
    definition: choose({
      Choices: [
        { Condition: '{% true %}', Next: 'First' },
        { Condition: '{% $error("never") %}', Next: 'Last' },
      ],
    }),
  },
  {
    name: 'an error in the output of a rule',
    definition: choose({
      Choices: [{ Condition: '{% true %}', Output: '{% $gone %}', Next: 'First' }],
    }),
  },
];
