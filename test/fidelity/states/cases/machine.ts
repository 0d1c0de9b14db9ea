/** A machine that starts at the first of its states. */
export function machine(States: Record<string, object>, more: object = {}): object {
  return { StartAt: Object.keys(States)[0], States, ...more };
}

/** A Wait of no seconds, which matters for its other fields only. Ends its machine unless it has a `Next`. */
export function instant(fields: object = {}): object {
  return { Type: 'Wait', Seconds: 0, ...('Next' in fields ? {} : { End: true }), ...fields };
}

/** A machine whose only state gives what an expression makes. */
export function show(expression: unknown): object {
  return machine({ Show: instant({ Output: expression }) });
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
