import * as account from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { amount } from '../data/words.ts';
import { ActionButton } from './action-button.tsx';
import { ActionForm } from './action-form.tsx';
import { Badge } from './badge.tsx';
import { Loaded } from './loaded.tsx';
import { TextField } from './text-field.tsx';

/** Coins given by one press. */
const GIFT = 100;

/** Sub-users, their coins, and how to make one. */
export function UserPanel() {
  const request = useRequest(account.listUsers, []);
  const { value, reload, show } = request;
  /** Shows a sub-user as it is about to be; the answer to the next request is what counts. */
  function change(next: account.SubUser, send: Promise<unknown>) {
    const replace = (row: account.SubUser) => (row._id === next._id ? next : row);
    if (value) show({ ...value, rows: value.rows.map(replace) });
    return send.finally(reload);
  }
  const give = (user: account.SubUser) =>
    change({ ...user, coins: user.coins + GIFT }, account.transferCoins(user.username, GIFT));
  const disable = (user: account.SubUser) =>
    change({ ...user, status: 'disabled' }, account.disableUser(user.username));
  return (
    <section class="panel" aria-labelledby="users-title">
      <h2 id="users-title">Sub-users</h2>
      <p class="note">Each has coins, tokens and tasks of its own; the coins come from yours.</p>
      <Loaded request={request}>
        {({ rows }) => (
          <ul class="plain-rows">
            {rows.map((user) => (
              <li key={user._id}>
                <strong>{user.username}</strong>
                <Badge state={user.status} words={user.status} />
                <span class="note grows">{amount(user.coins, 'coins')}</span>
                {user.status === 'active' && (
                  <>
                    <ActionButton act={() => give(user)}>Give {GIFT}</ActionButton>
                    <ActionButton confirm="Really disable" act={() => disable(user)}>
                      Disable
                    </ActionButton>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ActionForm
        submit="Make a sub-user"
        secretWords="Its first token, shown only now:"
        act={({ username = '', coins }) =>
          account.addUser(username, Number(coins)).then(account.readToken).finally(reload)
        }
      >
        <TextField label="Name" name="username" required placeholder="ada" />
        <TextField label="Coins" name="coins" type="number" min={0} initial="0" />
      </ActionForm>
    </section>
  );
}
