import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { fetchPeers, PEER_VERSIONS, PeersUnavailableError } from './peers/fetch-peers.ts';
import { startPeers } from './peers/start-peers.ts';
import { report } from './report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(root, 'node_modules/.cache/reelhook/fidelity');

/**
 * Compares the local engines with independent programs, case by case, and prints every difference.
 *
 * @param filters parts of the test files' names; all when there are none
 */
async function main(filters: string[]): Promise<void> {
  const fetched = fetchPeers(CACHE, say);
  const { stop, ...peers } = await startPeers(fetched);
  const provide = { ...peers, javaLibraries: fetched.javaLibraries };
  // On a busy machine the programs of others need minutes to start.
  const shared = { provide, testTimeout: 300_000, hookTimeout: 300_000 };
  const vitest = await startVitest('test', filters, {
    root,
    config: false,
    watch: false,
    projects: [
      { test: { ...shared, name: 'states', include: ['test/fidelity/states/*.test.ts'] } },
      { test: { ...shared, name: 'tables', include: ['test/fidelity/tables/*.test.ts'] } },
      { test: { ...shared, name: 'patterns', include: ['test/fidelity/patterns/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'stores',
          include: ['test/contract/*store.test.ts'],
          setupFiles: [fileURLToPath(new URL('./stores/replace-dynalite.ts', import.meta.url))],
        },
      },
    ],
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  await stop();
  say(`\nCompared with ${PEER_VERSIONS}\n`);
  say(report(modules));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PeersUnavailableError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
