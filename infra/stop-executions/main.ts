import { SFNClient } from '@aws-sdk/client-sfn';
import { stopExecutions } from './stop-executions.ts';

/** `npm run stop-executions -- Reelhook-test`, with the credentials and the region of the environment. */
try {
  const [stackName = ''] = process.argv.slice(2);
  const stopped = await stopExecutions(new SFNClient(), stackName);
  for (const [name, count] of stopped) {
    process.stdout.write(`${name}: ${count} executions stopped\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
