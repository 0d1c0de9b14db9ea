import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the synthesized template that all stories run. */
    assemblyDirectory: string;
  }
}

/** More than the stories can send. */
export const unlimited = { requestsPerMinute: 10_000_000, startsPerMinute: 10_000_000 };

/** Synthesizes the template once for all stories. */
export async function setup(project: TestProject): Promise<void> {
  const root = join(import.meta.dirname, '..', '..');
  const outputDirectory = join(root, 'cdk.out', 'test');
  // The stories ask much faster than any client would; the one about limits sets its own.
  const context = { stage: 'local', port: 0, ...unlimited };
  project.provide('assemblyDirectory', await synthesize({ root, outputDirectory, context }));
}
