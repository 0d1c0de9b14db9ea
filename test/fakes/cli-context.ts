import { openApiDocument } from '../../functions/api/document/open-api-document.ts';
import { operations } from '../../functions/api/operations/operations.ts';
import type { CliContext } from '../../functions/cli/cli-context.ts';
import { createTerminal } from '../../functions/cli/terminal/terminal.ts';
import type { OpenApi } from '../../functions/client/openapi/open-api.ts';

/** A command line that writes into a text. @param columns the terminal's width; 80 unless given */
export function createCliContext(
  changes: Partial<CliContext> & { readonly columns?: number } = {},
): CliContext & { readonly written: () => string } {
  let text = '';
  const output = {
    columns: changes.columns ?? 80,
    write: (chunk: string) => {
      text += chunk;
    },
  };
  return {
    environment: {},
    workingDirectory: '/nowhere',
    configurationDirectory: '/nowhere',
    terminal: createTerminal(output, output, {}),
    service: { node: '/nowhere', command: [], dataDirectory: '/nowhere' },
    readDocument: () => openApiDocument(operations, '0.0.0') as unknown as OpenApi,
    signal: new AbortController().signal,
    ...changes,
    written: () => text,
  };
}
