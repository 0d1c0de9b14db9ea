import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';
import { text, withoutNulls } from '../../catalog/fields.ts';
import { type QuoteRequestDependencies, quoteRequest } from '../../tasks/quote-request.ts';
import { type ApiOperation, operation } from '../operation.ts';

export type QuoteOperations = QuoteRequestDependencies;

const quote = z.preprocess(
  withoutNulls,
  z.object({
    endpoint: text(200),
    requestBody: z
      .record(z.string(), z.unknown(), 'must be an object: what the endpoint takes as its body')
      .default({}),
  }),
);

const quoted = z.object({
  endpoint: z.string(),
  kind: z.enum(taskKinds),
  provider: z.string().describe('The provider that would be used.'),
  tasks: z.int().min(1).describe('How many tasks the request would start.'),
  coins: z.number().min(0).describe('The price of all of them together.'),
  diamonds: z.number().min(0),
  generationRequestValidated: z.boolean().describe('Whether a start would accept the request.'),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .describe('Why the request would be rejected.'),
});

/** What a request would cost, for nothing (a2e-api 12). */
export const quoteOperations: readonly ApiOperation<QuoteOperations>[] = [
  operation({
    method: 'POST',
    path: '/api/v1/generation/quote',
    body: quote,
    answer: quoted,
    describe: {
      tag: 'Account',
      title: 'Get the price of a task',
      description: 'Free of charge. Starts nothing.',
      bodyExample: {
        endpoint: '/api/v1/userImage2Video/start',
        requestBody: { image_url: 'https://example.com/photo.jpg', video_time: 10 },
      },
      example: {
        endpoint: '/api/v1/userImage2Video/start',
        kind: 'image-to-video',
        provider: 'embedded',
        tasks: 1,
        coins: 60,
        diamonds: 0,
        generationRequestValidated: true,
        errors: [],
      },
      agent: 'get_price',
    },
    async handle(context: QuoteOperations, { owner, body: { endpoint, requestBody } }) {
      const call = { owner, endpoint, body: requestBody };
      const { kind, provider, copies, price, issues } = await quoteRequest(context, call);
      return {
        endpoint,
        kind,
        provider,
        tasks: copies,
        coins: price.currency === 'coins' ? price.amount : 0,
        diamonds: price.currency === 'diamonds' ? price.amount : 0,
        generationRequestValidated: issues.length === 0,
        errors: issues,
      };
    },
  }),
];
