/** The attempts that are under way at an endpoint with a limit. */
export interface InFlight {
  readonly endpointId: string;
  /** Until when each slot is leased, in milliseconds since 1970, by who holds it. A slot is free after that. */
  readonly slots: Readonly<Record<string, number>>;
  /** Grows by one with every change. */
  readonly version: number;
  /** When the record may go, in seconds since 1970: the table's time to live. */
  readonly expiresAt: number;
}

/** A delivery that waits for a slot. */
export interface WaitingDelivery {
  readonly endpointId: string;
  readonly eventId: string;
  /** When the delivery was recorded; the oldest comes first. */
  readonly createdAt: string;
  /** When the record may go, in seconds since 1970. */
  readonly expiresAt: number;
}
