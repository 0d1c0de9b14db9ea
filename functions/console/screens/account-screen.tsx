import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { TokenPanel } from '../components/token-panel.tsx';
import { UsageChart } from '../components/usage-chart.tsx';
import { UserPanel } from '../components/user-panel.tsx';
import { getBalance } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';

/** What the account has and has used, its tokens and its sub-users. */
export function AccountScreen() {
  const { value, error, reload } = useRequest(getBalance, []);
  return (
    <Page title="Account">
      <Problem error={error} retry={reload} />
      <dl class="figures">
        <div>
          <dt>Coins</dt>
          <dd>{value ? value.coins.toLocaleString('en') : '…'}</dd>
        </div>
        <div>
          <dt>Diamonds</dt>
          <dd>{value ? value.diamonds.toLocaleString('en') : '…'}</dd>
        </div>
      </dl>
      <UsageChart />
      <TokenPanel />
      <UserPanel />
    </Page>
  );
}
