/**
 * Takes the place of `@aws-sdk/endpoint-cache` in every bundle: remembers nothing. It would hold the addresses that
 * DynamoDB answers when a client asks where it lies, which ours never do (AWS SDKs reference guide, "Endpoint discovery":
 * off unless turned on); the package would add 8 KiB for that.
 */
export class EndpointCache {
  get(): undefined {
    return undefined;
  }
  getEndpoint(): undefined {
    return undefined;
  }
  has(): false {
    return false;
  }
  set(): void {}
  delete(): void {}
  clear(): void {}
}
