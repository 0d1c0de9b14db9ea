import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesisKey } from './synthesis-key.ts';
import { type Synthesis, synthesize } from './synthesize.ts';

/** Beside the assembly: the key it was made under. Missing while a synthesis runs, and after one that failed. */
const KEY_FILE = 'synthesis-key';

/**
 * Returns the folder of an assembly, which is synthesized unless the one that is there was made of exactly the same
 * sources and settings.
 * @param run optional; defaults to `synthesize`
 * @throws SynthesisError
 */
export async function synthesizeIfChanged(
  synthesis: Synthesis,
  run: typeof synthesize = synthesize,
): Promise<string> {
  const { root, outputDirectory, context } = synthesis;
  const key = synthesisKey(root, context);
  if (isCurrent(outputDirectory, key)) return outputDirectory;
  const path = join(outputDirectory, KEY_FILE);
  rmSync(path, { force: true });
  await run(synthesis);
  // A file that was changed in the meantime may or may not be part of the assembly.
  if (synthesisKey(root, context) !== key) return outputDirectory;
  writeFileSync(`${path}.new`, key, { flush: true });
  renameSync(`${path}.new`, path);
  return outputDirectory;
}

function isCurrent(outputDirectory: string, key: string): boolean {
  const path = join(outputDirectory, KEY_FILE);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== key) return false;
  return existsSync(join(outputDirectory, 'manifest.json'));
}
