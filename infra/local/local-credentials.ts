import { region } from './intrinsics.ts';

/** The credentials of every SDK client that talks to the local stack; the same on every machine, worth nothing. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The same for a process's environment. */
export const localCredentialVariables = {
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
};
