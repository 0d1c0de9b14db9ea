import { ActionButton } from '../components/action-button.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { TokenPanel } from '../components/token-panel.tsx';
import { UsageChart } from '../components/usage-chart.tsx';
import { UserPanel } from '../components/user-panel.tsx';
import { getBalance } from '../data/account.ts';
import { signOut } from '../data/token.ts';
import { useRequest } from '../data/use-request.ts';

/** What the account has and has used, its tokens and its sub-users. */
export function AccountScreen() {
  const balance = useRequest(getBalance, []);
  return (
    <Page
      title="Account"
      lead="What you have, what it was spent on, and who may spend it."
      actions={<ActionButton act={async () => signOut()}>Sign out</ActionButton>}
    >
      <div class="with-figures">
        <Loaded request={balance}>
          {({ coins, diamonds }) => (
            <dl class="panel figures">
              <dt>Coins</dt>
              <dd>{coins.toLocaleString('en')}</dd>
              <dt>Diamonds</dt>
              <dd>{diamonds.toLocaleString('en')}</dd>
            </dl>
          )}
        </Loaded>
        <UsageChart />
      </div>
      <div class="halves">
        <TokenPanel />
        <UserPanel />
      </div>
    </Page>
  );
}
