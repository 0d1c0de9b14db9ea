/** What a crash looks like from inside: the call's effect may or may not have happened, and nothing after it runs. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Counts the calls of everything it wraps and dies at one of them, before or after its effect. */
export function crashAt(call: number, moment: 'before' | 'after') {
  let calls = 0;
  function wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...parameters: unknown[]) => {
          calls += 1;
          const isTheOne = calls === call;
          if (isTheOne && moment === 'before') throw new Crash();
          const result: unknown = await Reflect.apply(member, target, parameters);
          if (isTheOne) throw new Crash();
          return result;
        };
      },
    });
  }
  return { wrap, happened: () => calls >= call };
}
