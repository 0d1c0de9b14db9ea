/** Sends messages in the order they are posted; those of one turn of the event loop travel together. */
export interface Outbox<Message> {
  post(message: Message): void;
  /** Sends what waits at once, where there is no next turn. */
  flush(): void;
}

/** @param send takes the messages of a turn when all that it has led to has been posted */
export function createOutbox<Message>(send: (messages: Message[]) => void): Outbox<Message> {
  let waiting: Message[] = [];

  function sendAll(): void {
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) send(messages);
  }

  return {
    post(message) {
      if (waiting.length === 0) process.nextTick(sendAll);
      waiting.push(message);
    },
    flush: sendAll,
  };
}
