import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the synthesized template that all stories run. */
    assemblyDirectory: string;
  }
}

/** Synthesizes the template once for all stories. */
export async function setup(project: TestProject): Promise<void> {
  const root = join(import.meta.dirname, '..', '..');
  const outputDirectory = join(root, 'cdk.out', 'test');
  const context = { stage: 'local', port: 0 };
  project.provide('assemblyDirectory', await synthesize({ root, outputDirectory, context }));
}
