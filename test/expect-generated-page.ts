import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Compares a page that a test generates with the one in the repository.
 * @param file from the repository's root, such as `docs/permissions.md`
 * @param tests what generates it, as vitest is given it
 * @throws Error that says how to write the page again
 */
export async function expectGeneratedPage(
  page: string,
  file: string,
  tests: string,
): Promise<void> {
  try {
    await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '..', file));
  } catch (cause) {
    const difference = cause instanceof Error ? cause.message : '';
    const command = `npx vitest run ${tests} -u`;
    throw new Error(`${file} is stale. Write it again with: ${command}\n${difference}`, { cause });
  }
}
