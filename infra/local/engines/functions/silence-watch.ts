/** Finds out whether a thread still hears what it is sent. */
export interface SilenceWatch {
  /** Resolves when the thread has answered, or has been given up. */
  check(): Promise<void>;
  /** Resolves when no check is under way. */
  settled(): Promise<void>;
  /** The thread has answered, or has ended. */
  end(): void;
}

/** How soon a thread must answer, in milliseconds, or it is taken to be stuck in code that never yields. */
const ANSWER_MILLISECONDS = 1000;

/**
 * @param ask sends what the thread answers as soon as it hears it
 * @param onSilence called when it has not
 */
export function createSilenceWatch(ask: () => void, onSilence: () => void): SilenceWatch {
  let answered: PromiseWithResolvers<void> | undefined;
  return {
    async check() {
      if (answered !== undefined) return answered.promise;
      answered = Promise.withResolvers();
      const timer = setTimeout(onSilence, ANSWER_MILLISECONDS);
      ask();
      await answered.promise;
      clearTimeout(timer);
      answered = undefined;
    },
    settled: async () => answered?.promise,
    end: () => answered?.resolve(),
  };
}
