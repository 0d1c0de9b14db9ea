import type { StateCase } from '../state-case.ts';
import { machine, pass } from './machine.ts';

export const variableCases: readonly StateCase[] = [
  {
    name: 'a variable is there in the next state',
    definition: machine({
      A: pass({ Assign: { x: '{% $states.input + 1 %}' }, Next: 'B' }),
      B: pass({ Output: '{% $x %}' }),
    }),
    input: 1,
  },
  {
    name: 'an output sees the variables as they were before',
    definition: machine({
      A: pass({ Assign: { x: 1 }, Next: 'B' }),
      B: pass({ Assign: { x: 2 }, Output: '{% $x %}', Next: 'C' }),
      C: pass({ Output: ['{% $states.input %}', '{% $x %}'] }),
    }),
  },
  {
    name: 'assignments do not see each other',
    definition: machine({
      A: pass({ Assign: { a: 1, b: 2 }, Next: 'B' }),
      B: pass({ Assign: { a: '{% $b %}', b: '{% $a %}' }, Next: 'C' }),
      C: pass({ Output: ['{% $a %}', '{% $b %}'] }),
    }),
  },
  {
    name: 'a variable holds an object',
    definition: machine({
      A: pass({ Assign: { o: { list: ['{% $states.input %}', 2], none: null } }, Next: 'B' }),
      B: pass({ Output: '{% $o.list[0] & $string($o.none) %}' }),
    }),
    input: 'x',
  },
  {
    name: 'a variable holds an array of one',
    definition: machine({
      A: pass({ Assign: { o: [5] }, Next: 'B' }),
      B: pass({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds an empty array',
    definition: machine({
      A: pass({ Assign: { o: [] }, Next: 'B' }),
      B: pass({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds null',
    definition: machine({
      A: pass({ Assign: { o: null }, Next: 'B' }),
      B: pass({ Output: '{% $o %}' }),
    }),
  },
  {
    name: 'a variable holds quotes, backslashes and other scripts',
    definition: machine({
      A: pass({ Assign: { o: '{% $states.input %}' }, Next: 'B' }),
      B: pass({ Output: '{% $o %}' }),
    }),
    input: 'a "b" \\ ключ 値 🐈\n',
  },
  {
    name: 'a part of a variable can be read',
    definition: machine({
      A: pass({ Assign: { o: { 'a b': { c: 3 } } }, Next: 'B' }),
      B: pass({ Output: '{% $o.`a b`.c %}' }),
    }),
  },
  {
    name: 'an unknown variable',
    definition: machine({ A: pass({ Output: '{% $nowhere %}' }) }),
  },
  {
    name: 'an assignment that makes nothing',
    definition: machine({ A: pass({ Assign: { x: '{% $states.input.gone %}' } }) }),
  },
  {
    name: 'an expression can hide a variable for itself',
    definition: machine({
      A: pass({ Assign: { x: 1 }, Next: 'B' }),
      B: pass({ Output: '{% ($x := 5; $x + 1) %}', Next: 'C' }),
      C: pass({ Output: ['{% $states.input %}', '{% $x %}'] }),
    }),
  },
  {
    name: 'a loop counts',
    definition: machine({
      A: pass({ Assign: { n: 0 }, Next: 'B' }),
      B: pass({ Assign: { n: '{% $n + 1 %}' }, Next: 'C' }),
      C: { Type: 'Choice', Choices: [{ Condition: '{% $n < 3 %}', Next: 'B' }], Default: 'D' },
      D: { Type: 'Succeed', Output: '{% $n %}' },
    }),
  },
];
