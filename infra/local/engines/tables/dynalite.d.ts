declare module 'dynalite/validations/index.js' {
  interface Validations {
    /** Keeps the known fields of a request. Throws an error with `statusCode` and `body`. */
    checkTypes(data: unknown, types: object): object;
    /** Throws an error with `statusCode` and `body`. */
    checkValidations(data: object, types: object, custom: unknown, store: object): void;
  }
  const validations: Validations;
  export default validations;
}

declare module 'dynalite/db/conditionParser.js' {
  const parser: { parse: import('./remember-parsed.ts').ParseExpression };
  export default parser;
}

declare module 'dynalite/db/updateParser.js' {
  const parser: { parse: import('./remember-parsed.ts').ParseExpression };
  export default parser;
}
