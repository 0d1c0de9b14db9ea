/** A machine or branch that starts at the first of its states. */
export function machine(States: Record<string, object>, more: object = {}): object {
  return { StartAt: Object.keys(States)[0], States, ...more };
}

/** A Pass state that ends its machine. */
export function pass(fields: object = {}): object {
  return { Type: 'Pass', ...('Next' in fields ? {} : { End: true }), ...fields };
}

/** A machine whose only state gives what an expression makes. */
export function show(expression: unknown): object {
  return machine({ Show: pass({ Output: expression }) });
}

/** A Task state that calls the Lambda function of its own name. */
export function call(name: string, fields: object = {}): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: name, Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}
