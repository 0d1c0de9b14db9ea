import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import packageFile from '../../package.json' with { type: 'json' };
import { ApiError } from '../http/api-error.ts';
import { failure } from '../http/envelope.ts';
import { routes } from '../http/routes.ts';
import { createDocuments } from '../openapi/documents.ts';
import { openApiDocument } from '../openapi/open-api-document.ts';

const documentAt = createDocuments({
  openApi: () => openApiDocument(routes, packageFile.version),
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
