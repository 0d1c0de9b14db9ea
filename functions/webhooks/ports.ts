/** Starts what carries a delivery through its attempts: one execution per delivery and run. */
export interface DeliveryStarter {
  /**
   * @param start.name At most 80 characters. A second start with a name that was used before does nothing, whether
   *   that execution still runs or has ended.
   */
  start(start: { eventId: string; endpointId: string; name: string }): Promise<void>;
}

/** Notifies operators (an EventBridge event on AWS). May send the same notice twice. */
export interface OperatorNotices {
  endpointDisabled(notice: {
    owner: string;
    endpointId: string;
    url: string;
    reason: string;
  }): Promise<void>;
}
