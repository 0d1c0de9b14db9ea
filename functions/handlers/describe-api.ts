import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import packageFile from '../../package.json' with { type: 'json' };
import { createDocuments } from '../api/document/documents.ts';
import { openApiDocument } from '../api/document/open-api-document.ts';
import { operations } from '../api/operations/operations.ts';
import { ApiError } from '../api/server/api-error.ts';
import { failure } from '../api/server/envelope.ts';

const documentAt = createDocuments({
  openApi: () => openApiDocument(operations, packageFile.version),
  readFile: (name) => readFileSync(join(import.meta.dirname, name)),
});

/** What the API is, for programs and for people: needs no token, and has no access to anything. */
export async function handler(event: APIGatewayProxyEventV2) {
  const { path } = event.requestContext.http;
  return (
    documentAt(event) ??
    failure(new ApiError(404, `There is nothing at ${path}.`), randomUUID(), Date.now())
  );
}
