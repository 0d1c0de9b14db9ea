/** Takes text as it comes and hands on each line once it is whole. */
export function createLineSplitter(onLine: (line: string) => void): (text: string) => void {
  let begun = '';
  return (text) => {
    const lines = `${begun}${text}`.split('\n');
    begun = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}

/** Takes what functions write to their streams as it comes and hands on each line once it is whole. */
export function createOutputSplitter(
  onLine: (functionName: string, line: string) => void,
): (functionName: string, stream: 'stdout' | 'stderr', text: string) => void {
  const splitters = new Map<string, (text: string) => void>();
  return (functionName, stream, text) => {
    const key = `${stream} ${functionName}`;
    const split = splitters.get(key) ?? createLineSplitter((line) => onLine(functionName, line));
    splitters.set(key, split);
    split(text);
  };
}
