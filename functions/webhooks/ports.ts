/** The time, given to whoever needs it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Starts what carries a delivery through its attempts: one execution per delivery and run. */
export interface DeliveryStarter {
  /**
   * @param start.name At most 80 characters. A second start with a name that was used before does nothing, whether
   *   that execution still runs or has ended.
   */
  start(start: { eventId: string; endpointId: string; name: string }): Promise<void>;
}

/** Tells the people who run the service (an EventBridge event on AWS). May be told the same thing twice. */
export interface OperatorNotices {
  endpointDisabled(notice: {
    owner: string;
    endpointId: string;
    url: string;
    reason: string;
  }): Promise<void>;
}
