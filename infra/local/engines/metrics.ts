import * as z from 'zod';

/** What a function reports in CloudWatch's embedded metric format, kept and shown in Prometheus' words. */
export interface MetricsEngine {
  /** Takes a line of a function's output. False, and nothing done, when it holds no metrics. */
  take(line: string): boolean;
  /** Adds what an engine has done itself: one to a count, or one value to a sum of seconds. */
  note(name: string, labels: Readonly<Record<string, string>>, seconds?: number): void;
  /** Everything so far and how the engines are now (Prometheus, "Exposition formats", text-based format). */
  render(): string;
}

/** A name in Prometheus' spelling and what it stands at. */
export type Gauges = Readonly<Record<string, number>>;

/** Amazon CloudWatch User Guide, "Specification: Embedded metric format". */
const embeddedMetrics = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })),
      }),
    ),
  }),
});

const numbers = z.array(z.number()).catch([]);

interface Series {
  readonly labels: string;
  count: number;
  sum: number;
  last: number;
}

interface Family {
  readonly unit: string;
  readonly series: Map<string, Series>;
}

/** @param gauges asked at each `render` */
export function createMetricsEngine(gauges: () => Gauges): MetricsEngine {
  const families = new Map<string, Family>();

  function add(name: string, unit: string, labels: string, values: number[]): void {
    const family = families.get(name) ?? { unit, series: new Map<string, Series>() };
    families.set(name, family);
    const series = family.series.get(labels) ?? { labels, count: 0, sum: 0, last: 0 };
    family.series.set(labels, series);
    for (const value of values) {
      series.count += 1;
      series.sum += value;
      series.last = value;
    }
  }

  return {
    take(line) {
      const document = readEmbeddedMetrics(line);
      if (document === undefined) return false;
      for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
        // The other sets hold the same values, told apart by less.
        const finest = Dimensions.reduce((a, b) => (b.length > a.length ? b : a), []);
        const labels = getLabels(finest, document);
        for (const { Name, Unit } of Metrics) {
          const values = numbers.parse([document[Name]].flat());
          add(`${snakeCase(Namespace)}_${snakeCase(Name)}`, Unit, labels, values);
        }
      }
      return true;
    },
    note(name, labels, seconds) {
      const unit = seconds === undefined ? 'Count' : 'Seconds';
      add(name, unit, getLabels(Object.keys(labels), labels), [seconds ?? 1]);
    },
    render() {
      const measured = [...families].flatMap(([name, family]) => createLines(name, family));
      const now = Object.entries(gauges()).flatMap(([name, value]) => [
        `# TYPE ${name} gauge`,
        `${name} ${value}`,
      ]);
      return `${[...measured, ...now].join('\n')}\n`;
    },
  };
}

function readEmbeddedMetrics(line: string) {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return undefined;
  try {
    return embeddedMetrics.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** A count is a counter; anything else a summary, with the newest value beside it. */
function createLines(name: string, { unit, series }: Family): string[] {
  const all = [...series.values()];
  if (unit === 'Count') {
    const total = `${name}_total`;
    return [`# TYPE ${total} counter`, ...all.map(({ labels, sum }) => `${total}${labels} ${sum}`)];
  }
  return [
    `# TYPE ${name} summary`,
    ...all.flatMap(({ labels, count, sum }) => [
      `${name}_sum${labels} ${sum}`,
      `${name}_count${labels} ${count}`,
    ]),
    `# TYPE ${name}_last gauge`,
    ...all.map(({ labels, last }) => `${name}_last${labels} ${last}`),
  ];
}

function getLabels(names: readonly string[], values: Readonly<Record<string, unknown>>): string {
  const labels = names.map((name) => `${snakeCase(name)}=${JSON.stringify(String(values[name]))}`);
  return labels.length === 0 ? '' : `{${labels.join(',')}}`;
}

/** Names that were converted before: there are some hundred, and several are asked for with each call. */
const converted = new Map<string, string>();

/** `TasksAccepted` is `tasks_accepted`. */
function snakeCase(name: string): string {
  const known = converted.get(name);
  if (known !== undefined) return known;
  const spelling = name
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .replace(/\W/g, '_')
    .toLowerCase();
  converted.set(name, spelling);
  return spelling;
}
