import { expect, it } from 'vitest';
import { readSettings } from '../../../../infra/local/settings.ts';

it('has a value for everything', () => {
  expect(readSettings({}, '/project')).toEqual({
    port: 8787,
    dataDirectory: '/project/.reelhook',
    host: '127.0.0.1',
    coins: 1_000_000,
  });
});

it('takes what the user sets', () => {
  const environment = {
    PORT: '9000',
    DATA_DIR: '/elsewhere',
    COINS: '5',
    HOST: '0.0.0.0',
  };
  expect(readSettings(environment, '/project')).toEqual({
    port: 9000,
    dataDirectory: '/elsewhere',
    host: '0.0.0.0',
    coins: 5,
  });
});

it.each([{ PORT: 'web' }, { PORT: '65534' }, { PORT: '-1' }, { COINS: '1.5' }, { DATA_DIR: '' }])(
  'refuses %j by name',
  (environment) => {
    const [name = ''] = Object.keys(environment);
    expect(() => readSettings(environment, '/project')).toThrow(`${name}=`);
  },
);
