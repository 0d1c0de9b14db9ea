import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** Node loads the stand-in itself, outside of vitest's modules. */
Object.assign(globalThis, { dynamodbEndpoint: inject('dynamodbEndpoint') });

/** The contract suites ask for dynalite; in this run they get DynamoDB Local, and are otherwise what they are. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'dynalite'
      ? next(fileURLToPath(new URL('./stand-in-for-dynalite.ts', import.meta.url)), context)
      : next(specifier, context),
});
