/** The address at a path of an answer, such as `images.0.url`; undefined if there is none. */
export function findAddress(answer: unknown, path: string): string | undefined {
  const steps = path === '' ? [] : path.split('.');
  const found = steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    answer,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}
