import { expect, it } from 'vitest';
import { chooseParameters } from '../../../../infra/local/choose-parameters.ts';
import type { Template } from '../../../../infra/local/template.ts';

const parameter = {
  Type: 'String',
  Default: '10',
  AllowedPattern: '^[0-9]+$',
  ConstraintDescription: 'must be a number.',
};
const template: Template = {
  Parameters: { OpenTasks: parameter, PublicApiUrl: { Type: 'String', Default: 'a' } },
  Conditions: {},
  Resources: {},
  Outputs: {},
};
const choose = (environment: Record<string, string>, usual: Record<string, string> = {}) =>
  Object.values(chooseParameters(template, environment, usual).Parameters).map(
    ({ Default }) => Default,
  );

it('takes the variables that are called as the parameters, or else what is usual', () => {
  expect(choose({})).toEqual(['10', 'a']);
  expect(choose({ OPEN_TASKS: '7' }, { PublicApiUrl: 'b' })).toEqual(['7', 'b']);
  expect(choose({ PUBLIC_API_URL: 'c' }, { PublicApiUrl: 'b' })).toEqual(['10', 'c']);
});

it('refuses what the template does not allow', () => {
  expect(() => choose({ OPEN_TASKS: 'many' })).toThrow('OPEN_TASKS=many: must be a number.');
});
