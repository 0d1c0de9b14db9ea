import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openApiDocument } from '../../functions/api/document/open-api-document.ts';
import { operations } from '../../functions/api/operations/operations.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { generateTypes } from './generate-types.ts';

/** Where the console's tsconfig.json finds the types of the API. */
const path = join(import.meta.dirname, '../../node_modules/.cache/reelhook/api.d.ts');

const document = openApiDocument(operations, packageFile.version);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, await generateTypes(JSON.stringify(document)));
