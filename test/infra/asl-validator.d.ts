declare module 'asl-validator' {
  /** Checks a definition against the Amazon States Language; writes `QueryLanguage` into its states. */
  function validate(definition: unknown): {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  };
  export = validate;
}
