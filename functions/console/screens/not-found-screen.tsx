import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';

/** For addresses that the console does not have. */
export function NotFoundScreen() {
  return (
    <Page title="Not found">
      <Empty icon="image" title="There is no such page">
        <a href="/console">Start a task</a> or <a href="/console/tasks">see those there are</a>.
      </Empty>
    </Page>
  );
}
