import type fc from 'fast-check';

/** Delays every call of what it wraps, and every answer of it, in an order that fast-check chooses. */
export function interleave(scheduler: fc.Scheduler) {
  const delay = () => scheduler.schedule(Promise.resolve());
  return {
    /** Ends when it is this one's turn. */
    delay,
    wrap<Port extends object>(port: Port): Port {
      return new Proxy(port, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return async (...parameters: unknown[]) => {
            await delay();
            const result: unknown = await Reflect.apply(member, target, parameters);
            await delay();
            return result;
          };
        },
      });
    },
  };
}
