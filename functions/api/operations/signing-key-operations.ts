import { rotationFields } from '../../webhooks/endpoint-fields.ts';
import {
  type KeyDependencies,
  publicKeys,
  rotateSigningSecret,
  signingSecret,
} from '../../webhooks/keys.ts';
import { toRotationView } from '../../webhooks/views.ts';
import { type ApiOperation, operation, publicOperation } from '../operation.ts';
import { publicKeySet, rotatedSecret, secretOnly } from './webhook-answers.ts';
import { exampleRotation, exampleSecret } from './webhook-examples.ts';

export type SigningKeyOperations = KeyDependencies;

/** The secret behind the URLs that an owner gives with tasks, and the service's own public keys. */
export const signingKeyOperations: readonly ApiOperation<SigningKeyOperations>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/webhooks/secret',
    answer: secretOnly,
    describe: {
      tag: 'Signing keys',
      title: 'Get the secret of `webhook_url`',
      description: 'The key that events are signed with which go to the `webhook_url` of a start.',
      example: { secret: exampleSecret },
    },
    async handle(context: SigningKeyOperations, { owner }) {
      return { secret: await signingSecret(context, owner) };
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/webhooks/secret/rotate',
    body: rotationFields,
    answer: rotatedSecret,
    describe: {
      tag: 'Signing keys',
      title: 'Rotate the secret of `webhook_url`',
      description:
        'Makes a new key; `changeover` says how long events are signed with the old one too.',
      bodyExample: { changeover: 'after-24-hours' },
      example: exampleRotation,
    },
    async handle(context: SigningKeyOperations, { owner, body: { changeover } }) {
      return toRotationView(await rotateSigningSecret(context, owner, changeover));
    },
  }),
  publicOperation({
    method: 'GET',
    path: '/.well-known/webhooks/jwks.json',
    isPublic: true,
    maxAgeSeconds: 300,
    answer: publicKeySet,
    describe: {
      tag: 'Signing keys',
      title: 'Get the public keys of `v1a` signatures',
      description: 'A JSON Web Key Set (RFC 7517). No token, no envelope.',
      example: {
        keys: [
          {
            kty: 'OKP',
            crv: 'Ed25519',
            x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
            kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
            alg: 'EdDSA',
            use: 'sig',
          },
        ],
      },
    },
    handle: (context: SigningKeyOperations) => publicKeys(context),
  }),
];
