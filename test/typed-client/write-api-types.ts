import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../functions/api/document/open-api-document.ts';
import { operations } from '../../functions/api/operations/operations.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { generateTypes } from './generate-types.ts';

/** Where tsconfig.json finds the types of the API, and the command line the document. */
const folder = join(import.meta.dirname, '../../node_modules/.cache/reelhook');

const document = JSON.stringify(openApiDocument(operations, packageFile.version));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'openapi.json'), document);
writeFileSync(join(folder, 'api.d.ts'), await generateTypes(document));
