/** A finding of cdk-nag that we leave as it is. */
export interface Acknowledgement {
  /** The construct's path below the stack. */
  readonly on: string;
  readonly id: string;
  readonly reason: string;
}
