/** A refusal of the Step Functions API; `name` is the exception AWS names. */
export class StatesApiError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
