import { rotationFields } from '../../webhooks/endpoint-fields.ts';
import {
  type KeyDependencies,
  publicKeys,
  rotateSigningSecret,
  signingSecret,
} from '../../webhooks/keys.ts';
import { type Route, route } from '../server/route.ts';

export type SigningKeyRoutes = KeyDependencies;

/** The secret behind the URLs that an owner gives with tasks, and the service's own public keys. */
export const signingKeyRoutes: readonly Route<SigningKeyRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/webhooks/secret',
    async handle(context: SigningKeyRoutes, { owner }) {
      return { secret: await signingSecret(context, owner) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/webhooks/secret/rotate',
    body: rotationFields,
    async handle(context: SigningKeyRoutes, { owner, body: { changeover } }) {
      return { secret: await rotateSigningSecret(context, owner, changeover) };
    },
  }),
  {
    method: 'GET',
    path: '/.well-known/webhooks/jwks.json',
    isPublic: true,
    handle: (context) => publicKeys(context),
  },
];
