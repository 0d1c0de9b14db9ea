/** Takes text as it comes and hands on each line once it is whole. */
export function createLineSplitter(onLine: (line: string) => void): (text: string) => void {
  let begun = '';
  return (text) => {
    const lines = `${begun}${text}`.split('\n');
    begun = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}
