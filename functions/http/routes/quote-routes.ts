import * as z from 'zod';
import { text, withoutNulls } from '../../catalog/fields.ts';
import { type QuoteRequestDependencies, quoteRequest } from '../../tasks/quote-request.ts';
import { type Route, route } from '../route.ts';

export type QuoteRoutes = QuoteRequestDependencies;

const quote = z.preprocess(
  withoutNulls,
  z.object({
    endpoint: text(200),
    requestBody: z
      .record(z.string(), z.unknown(), 'must be an object: what the endpoint takes as its body')
      .default({}),
  }),
);

/** What a request would cost, for nothing (a2e-api 12). */
export const quoteRoutes: readonly Route<QuoteRoutes>[] = [
  route({
    method: 'POST',
    path: '/api/v1/generation/quote',
    body: quote,
    async handle(context: QuoteRoutes, { owner, body: { endpoint, requestBody } }) {
      const quoted = await quoteRequest(context, { owner, endpoint, body: requestBody });
      const { kind, provider, copies, price, issues } = quoted;
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
