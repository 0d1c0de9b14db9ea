/** What the story was told, for the test to look at. */
export interface Told {
  readonly started: { readonly id: string; readonly coins: number };
  readonly listed: readonly string[];
  readonly status: string;
  readonly eventsOfEndpoint: readonly string[];
  readonly secret: string;
  readonly refusal: string;
}
