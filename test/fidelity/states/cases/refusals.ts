import type { StateCase } from '../state-case.ts';
import { call, instant, machine } from './machine.ts';

/** Definitions that CreateStateMachine refuses, or should. */
export const refusalCases: readonly StateCase[] = [
  { name: 'a start that is not there', definition: { StartAt: 'B', States: { A: instant() } } },
  { name: 'a next state that is not there', definition: machine({ A: instant({ Next: 'B' }) }) },
  { name: 'no start', definition: { States: { A: instant() } } },
  { name: 'a state without a type', definition: machine({ A: { End: true } }) },
  { name: 'an unknown type', definition: machine({ A: { Type: 'Jump', End: true } }) },
  { name: 'neither next nor end', definition: machine({ A: { Type: 'Wait', Seconds: 0 } }) },
  { name: 'an unknown field', definition: machine({ A: instant({ Outputs: 1 }) }) },
  { name: 'a field of JSONPath', definition: machine({ A: instant({ ResultPath: '$.a' }) }) },
  {
    name: 'an expression that is no JSONata',
    definition: machine({ A: instant({ Output: '{% 1 + %}' }) }),
  },
  {
    name: 'an expression that never closes',
    definition: machine({ A: instant({ Output: '{% 1' }) }),
  },
  {
    name: 'a variable named states',
    definition: machine({ A: instant({ Assign: { states: 1 } }) }),
  },
  {
    name: 'a condition that is no expression',
    definition: machine({
      A: { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'B' }] },
      B: instant(),
    }),
  },
  { name: 'a Choice without rules', definition: machine({ A: { Type: 'Choice', Choices: [] } }) },
  {
    name: 'States.ALL among others',
    definition: machine({
      A: call('A', { Catch: [{ ErrorEquals: ['States.ALL', 'X'], Next: 'B' }] }),
      B: instant(),
    }),
  },
  {
    name: 'a Wait without a time',
    definition: machine({ A: { Type: 'Wait', End: true } }),
  },
  {
    name: 'a Wait with two times',
    definition: machine({
      A: { Type: 'Wait', Seconds: 1, Timestamp: '2020-01-01T00:00:00Z', End: true },
    }),
  },
  {
    name: 'a Wait of negative seconds',
    definition: machine({ A: { Type: 'Wait', Seconds: -1, End: true } }),
  },
];
