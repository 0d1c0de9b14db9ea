import { useState } from 'preact/hooks';
import { addUser, disableUser, listUsers, type SubUser, transferCoins } from '../data/account.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';
import { amount } from '../data/words.ts';
import { Badge } from './badge.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { InlineForm } from './inline-form.tsx';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';
import { TextField } from './text-field.tsx';

/** Coins given by one press. */
const GIFT = 100;

/** Sub-users, their coins, and how to make one. */
export function UserPanel() {
  const { value, error, reload, show } = useRequest(listUsers, []);
  const [username, setUsername] = useState('');
  const [coins, setCoins] = useState(0);
  const [secret, setSecret] = useState('');
  const add = useAction(async () => {
    const made = await addUser(username, coins);
    setSecret(made.token);
    setUsername('');
    await reload();
  });
  /** Shows a sub-user as it is about to be; the answer to the next request is what counts. */
  const showChanged = (name: string, change: (user: SubUser) => Partial<SubUser>) => {
    if (!value) return;
    const rows = value.rows.map((row) =>
      row.username === name ? { ...row, ...change(row) } : row,
    );
    show({ ...value, rows });
  };
  const give = useAction(async (name: string) => {
    showChanged(name, ({ coins }) => ({ coins: coins + GIFT }));
    await transferCoins(name, GIFT).finally(reload);
  });
  const disable = useAction(async (name: string) => {
    showChanged(name, () => ({ status: 'disabled' }));
    await disableUser(name).finally(reload);
  });
  return (
    <section class="panel" aria-labelledby="users-title">
      <h2 id="users-title">Sub-users</h2>
      <Problem error={error ?? add.error ?? give.error ?? disable.error} />
      {secret && <SecretOnce name="First token:" secret={secret} note="it is not shown again." />}
      <ul class="plain-rows">
        {value?.rows.map((user) => (
          <li key={user._id}>
            <strong>{user.username}</strong> <Badge state={user.status} words={user.status} />
            <span class="note">{amount(user.coins, 'coins')}</span>
            {user.status === 'active' && (
              <>
                <button type="button" onClick={() => void give.run(user.username)}>
                  Give {GIFT} coins
                </button>
                <ConfirmButton
                  name="Disable"
                  confirm="Really disable"
                  act={() => disable.run(user.username)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      <InlineForm action={add} submit="Make a sub-user">
        <TextField label="Name" required placeholder="ada" value={username} onValue={setUsername} />
        <TextField
          label="Coins"
          type="number"
          min={0}
          value={coins}
          onValue={(text) => setCoins(Number(text))}
        />
      </InlineForm>
    </section>
  );
}
