import type { StateCase } from '../state-case.ts';
import { show } from './machine.ts';

const expressions: Readonly<Record<string, string>> = {
  'parts of an array': '$partition([1, 2, 3, 4, 5], 2)',
  'parts of an array that divides evenly': '$partition([1, 2, 3, 4], 2)',
  'parts larger than the array': '$partition([1, 2], 5)',
  'parts of nothing': '$partition([1, 2], 0)',
  'parts of an empty array': '$partition([], 2)',
  'a range': '$range(1, 9, 2)',
  'a range down': '$range(5, 1, -2)',
  'a range with a fraction': '$range(0, 1, 0.25)',
  'a range of one': '$range(3, 3, 1)',
  'a range that leads away': '$range(1, 5, -1)',
  'a range without a step': '$range(1, 5, 0)',
  'a range of 1,000': '$count($range(1, 1000, 1))',
  'a range of 1,001': '$count($range(1, 1001, 1))',
  'a hash': '$hash("input data", "SHA-1")',
  'a hash of an unknown kind': '$hash("input data", "CRC")',
  'the length of a UUID': '$length($uuid())',
  'the shape of a UUID': '$contains($uuid(), /^[0-9a-f-]{36}$/)',
  'a random number': '($r := $random(); $r >= 0 and $r < 1)',
  'a random number with a seed is the same twice': '$random(5) = $random(5)',
  'parsed JSON': `$parse('{"a": [1, {"b": null}]}')`,
  'parsed JSON that is a number': "$parse('12')",
  'parsed text that is no JSON': "$parse('{a')",
  'an evaluation': "$eval('1 + 1')",
  'the time is text': '$contains($now(), /^\\d{4}-\\d\\d-\\d\\dT.*Z$/)',
  'the time in milliseconds': '$millis() > 1700000000000',
};

export const functionCases: readonly StateCase[] = Object.entries(expressions).map(
  ([name, text]) => ({ name, definition: show(`{% ${text} %}`) }),
);
