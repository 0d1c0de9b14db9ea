/** A thing that isn't there, or belongs to someone else: the two are not told apart. */
export class WebhookNotFoundError extends Error {
  override readonly name = 'WebhookNotFoundError';

  constructor(what: 'endpoint' | 'event' | 'delivery') {
    super(`There is no such ${what}.`);
  }
}

/** A request that can't be carried out as it is; each issue names a field and says what is wrong with it. */
export class InvalidWebhookRequestError extends Error {
  override readonly name = 'InvalidWebhookRequestError';
  readonly issues: readonly { readonly field: string; readonly message: string }[];

  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.issues = [{ field, message }];
  }
}

/** The owner has as many endpoints as one may have. */
export class TooManyEndpointsError extends Error {
  override readonly name = 'TooManyEndpointsError';

  constructor(limit: number) {
    super(`You have ${limit} endpoints already, which is the limit. Delete one first.`);
  }
}

/** There is an endpoint with the same address and the same filters already. */
export class EndpointExistsError extends Error {
  override readonly name = 'EndpointExistsError';

  constructor(endpointId: string) {
    super(
      `${endpointId} has this address and the same events, kinds and filter already: change that one, or give other filters.`,
    );
  }
}

/** An attempt of the delivery is being made, so there is nothing to repeat. */
export class DeliveryUnderWayError extends Error {
  override readonly name = 'DeliveryUnderWayError';

  constructor() {
    super(
      'An attempt is being made just now. Look at how it went, then retry if you still want to.',
    );
  }
}

/** An event whose body would be larger than receivers should be sent (Standard Webhooks: under 20 KB). */
export class EventTooLargeError extends Error {
  override readonly name = 'EventTooLargeError';

  constructor(bytes: number, limit: number) {
    super(`The event's body has ${bytes} bytes; at most ${limit} are sent.`);
  }
}
