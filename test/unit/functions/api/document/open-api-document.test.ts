import { Validator } from '@seriousme/openapi-schema-validator';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../../../functions/api/document/open-api-document.ts';
import { recordName, requestName } from '../../../../../functions/api/document/schema-names.ts';
import { operations as declared } from '../../../../../functions/api/operations/operations.ts';
import { kinds, taskKinds } from '../../../../../functions/catalog/catalog.ts';
import { EVENT_TYPES } from '../../../../../functions/webhooks/event-types.ts';
import { operationsOf, type Schema } from '../../../../fuzz/operations.ts';
import { createSchemas } from '../../../../fuzz/schemas.ts';

const document = openApiDocument(declared, '1.2.3');
const operations = operationsOf(document);
const schemas = createSchemas(document);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every declared operation', () => {
    expect(operations.length).toBe(declared.length);
  });

  it('is in the order of a guide: the first task, uploads, webhooks, accounts, then the families', () => {
    const groups = document.tags.map(({ name }) => name);
    expect(groups.slice(0, 6)).toEqual([
      'Image to video',
      'Uploads',
      'Webhook endpoints',
      'Events and deliveries',
      'Signing keys',
      'Account',
    ]);
    expect(groups.indexOf('Talking photo')).toBeGreaterThan(groups.indexOf('Account'));
  });

  it('has no path that another hides, and no name twice', () => {
    const paths = operations.map(({ method, path }) => `${method} ${path.toLowerCase()}`);
    expect(new Set(paths).size).toBe(paths.length);
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('puts every operation into a group of the page', () => {
    const groups = document.tags.map(({ name }) => name);
    for (const { operation } of operations) expect(groups).toContain(operation.tags[0]);
  });

  it('asks for a token everywhere unless the operation is public', () => {
    for (const { method, path, operation } of operations) {
      const found = declared.find((one) => one.method === method && one.path === colons(path));
      expect(operation.security, path).toEqual(found?.isPublic ? [] : undefined);
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, place = ''] of references) {
      expect(document.components).toHaveProperty(place.split('/'));
    }
  });

  it('names the events that are sent, with the headers of Standard Webhooks', () => {
    expect(Object.keys(document.webhooks)).toEqual([...EVENT_TYPES]);
    const text = JSON.stringify(document.webhooks);
    for (const header of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(text).toContain(`"name":"${header}"`);
    }
  });

  it('is within what generators of clients know', () => {
    for (const { path, operation } of operations) {
      expect(operation.description, path).toMatch(/\w/);
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => !/^(\d{3}|default)$/.test(status))).toEqual([]);
      for (const { name, in: place, schema } of operation.parameters) {
        expect(schema['anyOf'] ?? schema['oneOf'], `${path} ${name}`).toBeUndefined();
        expect(typeof (schema['type'] ?? 'string'), `${path} ${name}`).toBe('string');
        if (place === 'path') expect(schema['pattern']).toBeDefined();
      }
    }
  });

  it('has no two members of an object whose names are one in another language', () => {
    const doubles: string[] = [];
    const visit = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties } = value as { properties?: object };
      const names = Object.keys(properties ?? {}).map((name) => name.replace(/[_-]/g, ''));
      const plain = names.map((name) => name.toLowerCase());
      if (new Set(plain).size < plain.length) doubles.push(`${at}: ${names}`);
      for (const [name, member] of Object.entries(value)) visit(member, `${at}.${name}`);
    };
    visit(document, '');
    expect(doubles).toEqual([]);
  });

  it('says nothing that JSON can not hold', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

describe('every example', () => {
  const examples = [
    ...operations.flatMap(({ method, path, operation }) =>
      [operation.requestBody, operation.responses['200']].map(
        (part) => [`${method} ${path}`, part] as const,
      ),
    ),
    ...Object.entries(document.webhooks).map(
      ([type, { post }]) => [type, (post as { requestBody: object }).requestBody] as const,
    ),
  ];

  it('is as its schema says', () => {
    let count = 0;
    for (const [what, part] of examples) {
      const media = (part as Described | undefined)?.content?.['application/json'];
      if (media?.example === undefined) continue;
      count += 1;
      expect(refusals(schemas.closed(media.schema), media.example), what).toEqual([]);
    }
    expect(count).toBeGreaterThan(40);
  }, 60_000);
});

describe.each(taskKinds)('the kind %s', (kind) => {
  it('has an example that its own schema takes, as the document says it', () => {
    const { request, example } = kinds[kind];
    expect(request.safeParse(example)).toMatchObject({ success: true });
    const described = schemas.closed({ $ref: `#/components/schemas/${requestName(kind)}` });
    expect(refusals(described, example)).toEqual([]);
  });

  it('has a type for every member of its records', () => {
    const schemas = document.components.schemas as Record<string, Record<string, object>>;
    const properties = schemas[recordName(kind)]?.['properties'] ?? {};
    const untyped = Object.entries(properties).filter(
      ([, schema]) => !['type', 'anyOf', '$ref', 'enum', 'const'].some((word) => word in schema),
    );
    // Of no published form.
    const formless = kind === 'product-avatar' ? ['product_rect'] : [];
    expect(untyped.map(([name]) => name)).toEqual(formless);
  });
});

interface Described {
  readonly content?: { readonly 'application/json': { schema: Schema; example?: unknown } };
}

function refusals(validate: ValidateFunction, value: unknown): unknown[] {
  return validate(value) ? [] : (validate.errors ?? []);
}

function colons(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
