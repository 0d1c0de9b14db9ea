/**
 * The most bytes that the rows of a page may take in a function's answer. An answer may be 6 MB (AWS Lambda quotas); the
 * rest is for the envelope.
 */
const MOST_BYTES = 5_000_000;

/** The first rows, as many as an answer of the API can hold, and always one. */
export function fitPage<Row>(rows: readonly Row[]): Row[] {
  let bytes = 0;
  const fitting = rows.findIndex((row, index) => {
    bytes += getAnswerBytes(row);
    return bytes > MOST_BYTES && index > 0;
  });
  return fitting === -1 ? [...rows] : rows.slice(0, fitting);
}

/** A function's answer is JSON that holds the body, which is JSON, as a string: what is escaped is escaped twice. */
function getAnswerBytes(row: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(row)));
}
