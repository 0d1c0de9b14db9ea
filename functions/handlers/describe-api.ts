import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import packageFile from '../../package.json' with { type: 'json' };
import { createLlmsText, createSkill } from '../api/document/agent-texts.ts';
import { createDocuments } from '../api/document/documents.ts';
import { openApiDocument } from '../api/document/open-api-document.ts';
import { consoleSite, referenceSite } from '../api/document/sites.ts';
import { operations } from '../api/operations/operations.ts';
import { ApiError } from '../api/server/api-error.ts';
import { failure } from '../api/server/envelope.ts';
import { uploadBucketUrl } from '../service/aws.ts';
import { variable } from '../service/environment.ts';

const documentAt = createDocuments({
  sites: [
    referenceSite,
    consoleSite(new URL(variable('MEDIA_URL')).origin, new URL(uploadBucketUrl()).origin),
  ],
  texts: {
    '/llms.txt': () => createLlmsText(operations),
    '/skill.md': () => createSkill(operations),
  },
  openApi: () => withSamples(openApiDocument(operations, packageFile.version)),
  readFile: (name) => readFileSync(join(import.meta.dirname, name)),
});

/** On one machine the examples name photos that are there, so that they can be tried as they are. */
function withSamples(document: object): unknown {
  const samples = `${variable('MEDIA_URL')}/samples`;
  if (!samples.startsWith('http:')) return document;
  const text = JSON.stringify(document)
    .replaceAll('https://example.com/photo.jpg', `${samples}/rocket.jpg`)
    .replaceAll('https://example.com/face.jpg', `${samples}/astronaut.jpg`);
  return JSON.parse(text);
}

/** What the API is, for programs, and the pages for people: needs no token, and has no access to anything. */
export async function handler(event: APIGatewayProxyEventV2) {
  const { path } = event.requestContext.http;
  return (
    documentAt(event) ??
    failure(new ApiError(404, `There is nothing at ${path}.`), randomUUID(), Date.now())
  );
}
