import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in every bundle. A function always finds its credentials in
 * its environment (AWS Lambda Developer Guide, runtime environment variables); the package would add the clients of
 * three more services for the other places where it looks.
 */
export const defaultProvider = fromEnv;
