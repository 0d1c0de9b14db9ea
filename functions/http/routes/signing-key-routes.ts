import { parseFields } from '../../catalog/parse-fields.ts';
import { rotationFields } from '../../webhooks/endpoint-fields.ts';
import {
  type KeyDependencies,
  publicKeys,
  rotateSigningSecret,
  signingSecret,
} from '../../webhooks/keys.ts';
import type { Route } from '../route.ts';

export type SigningKeyRoutes = KeyDependencies;

/** The secret behind the URLs that an owner gives with tasks, and the service's own public keys. */
export function signingKeyRoutes(context: SigningKeyRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/webhooks/secret',
      async handle({ owner }) {
        return { secret: await signingSecret(context, owner) };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/webhooks/secret/rotate',
      async handle({ owner, body }) {
        const { changeover } = parseFields(rotationFields, body);
        return { secret: await rotateSigningSecret(context, owner, changeover) };
      },
    },
    {
      method: 'GET',
      path: '/.well-known/webhooks/jwks.json',
      isPublic: true,
      handle: () => publicKeys(context),
    },
  ];
}
