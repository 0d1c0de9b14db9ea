import { countAttempts } from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';
import { hourOfDay } from '../data/words.ts';
import { BarChart } from './bar-chart.tsx';

export interface AttemptChartProps {
  readonly endpointId: string;
  /** Asked for again whenever it changes. */
  readonly version: string;
  readonly isSmall?: boolean;
}

/** The attempts at an endpoint over the last 24 hours, hour by hour. */
export function AttemptChart({ endpointId, version, isSmall = false }: AttemptChartProps) {
  const { value } = useRequest(() => countAttempts(endpointId), [endpointId, version]);
  const columns = (value?.rows ?? []).map(({ at, delivered, failed }) => ({
    name: hourOfDay(at),
    parts: [
      { name: 'delivered', value: delivered, tone: 'good' },
      { name: 'failed', value: failed, tone: 'bad' },
    ],
  }));
  return <BarChart {...{ title: 'Attempts by hour, last 24 hours', columns, isSmall }} />;
}
