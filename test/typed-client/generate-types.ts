import { registerHooks } from 'node:module';

/**
 * TypeScript types of an OpenAPI document, as openapi-typescript makes them. It builds on the compiler's classic
 * interface, which TypeScript 7 does not have: inside it, `typescript` is TypeScript 5.
 */
export async function generateTypes(document: string): Promise<string> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier === 'typescript' ? 'typescript5' : specifier, context),
  });
  try {
    const { astToString, default: openapiTS } = await import('openapi-typescript');
    // A field with a default may be left out of a request.
    return astToString(await openapiTS(document, { defaultNonNullable: false }));
  } finally {
    hooks.deregister();
  }
}
