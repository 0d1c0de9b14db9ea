/** S3 answered with an error. Its name is AWS's word where that says that the same request may succeed later. */
export class S3Error extends Error {
  override readonly name: string;

  constructor(status: number, what: string, answer: string) {
    super(`S3 answered ${status} ${what}: ${answer}`);
    this.name = status === 503 ? 'ServiceUnavailable' : 'S3Error';
  }
}
