/**
 * The word that is most like another, for "did you mean"; undefined if none is within a third of its length (Levenshtein,
 * without regard to case).
 */
export function findNearest(word: string, words: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.floor(word.length / 3) + 1;
  for (const other of words) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const distance = getDistance(word.toLowerCase(), other.toLowerCase());
    if (distance < least) [nearest, least] = [other, distance];
  }
  return nearest;
}

function getDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(replaced, (next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
