import { openApiDocument } from '../../functions/api/document/open-api-document.ts';
import { operations } from '../../functions/api/operations/operations.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { generateTypes } from './generate-types.ts';

const document = openApiDocument(operations, packageFile.version);
process.stdout.write(await generateTypes(JSON.stringify(document)));
