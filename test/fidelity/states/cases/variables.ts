import type { StateCase } from '../state-case.ts';
import { instant, machine } from './machine.ts';

export const variableCases: readonly StateCase[] = [
  {
    name: 'a variable is there in the next state',
    definition: machine({
      A: instant({ Assign: { x: '{% $states.input + 1 %}' }, Next: 'B' }),
      B: instant({ Output: '{% $x %}' }),
    }),
    input: 1,
  },
  {
    name: 'an output sees the variables as they were before',
    definition: machine({
      A: instant({ Assign: { x: 1 }, Next: 'B' }),
      B: instant({ Assign: { x: 2 }, Output: '{% $x %}', Next: 'C' }),
      C: instant({ Output: ['{% $states.input %}', '{% $x %}'] }),
    }),
  },
  {
    name: 'assignments do not see each other',
    definition: machine({
      A: instant({ Assign: { a: 1, b: 2 }, Next: 'B' }),
      B: instant({ Assign: { a: '{% $b %}', b: '{% $a %}' }, Next: 'C' }),
      C: instant({ Output: ['{% $a %}', '{% $b %}'] }),
    }),
  },
  {
    name: 'a variable holds an object',
    definition: machine({
      A: instant({ Assign: { o: { list: ['{% $states.input %}', 2], none: null } }, Next: 'B' }),
      B: instant({ Output: '{% $o.list[0] & $string($o.none) %}' }),
    }),
    input: 'x',
  },
  {
    name: 'a variable holds an array of one',
    definition: machine({
      A: instant({ Assign: { o: [5] }, Next: 'B' }),
      B: instant({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds an empty array',
    definition: machine({
      A: instant({ Assign: { o: [] }, Next: 'B' }),
      B: instant({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds null',
    definition: machine({
      A: instant({ Assign: { o: null }, Next: 'B' }),
      B: instant({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds quotes, backslashes and other scripts',
    definition: machine({
      A: instant({ Assign: { o: '{% $states.input %}' }, Next: 'B' }),
      B: instant({ Output: '{% $o %}' }),
    }),
    input: 'a "b" \\ ключ 値 🐈\n',
  },
  {
    name: 'a part of a variable can be read',
    definition: machine({
      A: instant({ Assign: { o: { 'a b': { c: 3 } } }, Next: 'B' }),
      B: instant({ Output: '{% $o.`a b`.c %}' }),
    }),
  },
  {
    name: 'an unknown variable',
    definition: machine({ A: instant({ Output: '{% $nowhere %}' }) }),
  },
  {
    name: 'an assignment that makes nothing',
    definition: machine({ A: instant({ Assign: { x: '{% $states.input.gone %}' } }) }),
  },
  {
    name: 'an expression can hide a variable for itself',
    definition: machine({
      A: instant({ Assign: { x: 1 }, Next: 'B' }),
      B: instant({ Output: '{% ($x := 5; $x + 1) %}', Next: 'C' }),
      C: instant({ Output: ['{% $states.input %}', '{% $x %}'] }),
    }),
  },
  {
    name: 'a loop counts',
    definition: machine({
      A: instant({ Assign: { n: 0 }, Next: 'B' }),
      B: instant({ Assign: { n: '{% $n + 1 %}' }, Next: 'C' }),
      C: { Type: 'Choice', Choices: [{ Condition: '{% $n < 3 %}', Next: 'B' }], Default: 'D' },
      D: { Type: 'Succeed', Output: '{% $n %}' },
    }),
  },
];
