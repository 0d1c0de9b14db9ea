import * as z from 'zod';
import { callJson, type JsonService } from '../json-call.ts';

const answer = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().nullish(),
});

/** The most that one call answers (AWS Systems Manager API Reference, GetParametersByPath). */
const PAGE = 10;

/** For all pages together: API calls wait for this. */
const TIMEOUT_MILLISECONDS = 12_000;

export interface ReadParametersCall {
  /** Without a slash at the end. */
  readonly path: string;
  /** Whether secrets are decrypted; otherwise a secret's value is its ciphertext. */
  readonly withSecrets: boolean;
}

/** All parameters below a path, by what follows the path; empty if there are none. */
export async function readParameters(
  ssm: JsonService,
  { path, withSecrets }: ReadParametersCall,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  let next: string | undefined;
  do {
    const input = {
      Path: path,
      Recursive: true,
      WithDecryption: withSecrets,
      MaxResults: PAGE,
      ...(next === undefined ? {} : { NextToken: next }),
    };
    const target = 'AmazonSSM.GetParametersByPath';
    const page = answer.parse(
      await callJson(ssm, { target, protocol: 'AWS JSON 1.1', input, signal }),
    );
    for (const { Name, Value } of page.Parameters) found.set(Name.slice(path.length + 1), Value);
    next = page.NextToken ?? undefined;
  } while (next !== undefined);
  return found;
}
