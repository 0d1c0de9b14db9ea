import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SynthesisError, synthesize } from '../../../../infra/local/synthesize.ts';
import { temporaryDirectory } from './fixture.ts';

const root = join(import.meta.dirname, '../../../..');

it.each([
  [
    { corsOrigins: 'app.example.com' },
    'CORS_ORIGINS holds "app.example.com": give origins such as https://app.example.com, or *.',
  ],
  [{ tasksPerDay: 'many' }, 'TASKS_PER_DAY must be a whole number from 1 to 10000000.'],
])('says in one sentence what is wrong with %j', async (context, sentence) => {
  const outputDirectory = temporaryDirectory();
  const synthesis = synthesize({ root, outputDirectory, context: { ...context, stage: 'local' } });
  await expect(synthesis).rejects.toThrow(new SynthesisError(sentence));
});
