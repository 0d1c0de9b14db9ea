import type { OpenApi } from '../client/openapi/open-api.ts';
import type { Terminal } from './terminal/terminal.ts';

/** How the local service is run. */
export interface ServiceProgram {
  /** The Node that it needs. */
  readonly node: string;
  /** Its arguments before any other. */
  readonly command: readonly string[];
  /** Where the local service keeps everything by default. */
  readonly dataDirectory: string;
}

/** What every command may use of the world around it. */
export interface CliContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Where a person's settings are kept. */
  readonly configurationDirectory: string;
  readonly terminal: Terminal;
  readonly service: ServiceProgram;
  /** The API's OpenAPI document, as it was when this program was made. */
  readDocument(): OpenApi;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
