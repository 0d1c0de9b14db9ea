import type { FunctionsEngine } from '../../infra/local/engines/functions/functions-engine.ts';
import type { Faults } from './faults.ts';

/** The functions with faults: a point before and one after each invocation, and now and then two in place of one. */
export function createFaultyFunctions(
  functions: FunctionsEngine,
  { isNextTwice, pass }: Faults,
): FunctionsEngine {
  async function invokeOnce(...call: Parameters<FunctionsEngine['invoke']>) {
    const [name] = call;
    pass(`before function ${shortName(name)}`);
    const result = await functions.invoke(...call);
    pass(`after function ${shortName(name)}`);
    return result;
  }

  return {
    ...functions,
    async invoke(...call) {
      if (isNextTwice()) await invokeOnce(...call);
      return invokeOnce(...call);
    },
  };
}

/** CDK puts the construct's path before a function's id and a hash behind it. */
function shortName(nameOrArn: string): string {
  return nameOrArn.replace(/^.*:function:/, '').replace(/[0-9A-F]{8}$/, '');
}
