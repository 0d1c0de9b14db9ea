/** What is done with each kind of message. */
export type MessageReceivers<Message extends { kind: string }> = {
  [Kind in Message['kind']]: (message: Extract<Message, { kind: Kind }>) => void;
};

/** Hands each message to the receiver of its kind. */
export function receiveAll<Message extends { kind: string }>(
  receivers: MessageReceivers<Message>,
  messages: readonly Message[],
): void {
  for (const message of messages) {
    const receive: (message: never) => void = receivers[message.kind as Message['kind']];
    receive(message as never);
  }
}
