import { useState } from 'preact/hooks';
import { addToken, listTokens, revokeToken } from '../data/account.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';
import { moment } from '../data/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { InlineForm } from './inline-form.tsx';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';
import { TextField } from './text-field.tsx';

/** The account's API tokens: made, shown once, revoked. */
export function TokenPanel() {
  const { value, error, reload, show } = useRequest(listTokens, []);
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const add = useAction(async () => {
    const made = await addToken(name);
    setSecret(made.token);
    setName('');
    await reload();
  });
  const revoke = useAction(async (id: string) => {
    if (value) show({ ...value, rows: value.rows.filter(({ _id }) => _id !== id) });
    await revokeToken(id).finally(reload);
  });
  return (
    <section class="panel" aria-labelledby="tokens-title">
      <h2 id="tokens-title">API tokens</h2>
      <Problem error={error ?? add.error ?? revoke.error} />
      {secret && <SecretOnce name="New token:" secret={secret} note="it is not shown again." />}
      <ul class="plain-rows">
        {value?.rows.map((token) => (
          <li key={token._id}>
            <strong>{token.name}</strong> <code>{token.hint}</code>
            <span class="note">since {moment(token.createdAt)}</span>
            <ConfirmButton
              name="Revoke"
              confirm="Really revoke"
              act={() => revoke.run(token._id)}
            />
          </li>
        ))}
      </ul>
      <InlineForm action={add} submit="Make a token">
        <TextField label="Name" required placeholder="laptop" value={name} onValue={setName} />
      </InlineForm>
    </section>
  );
}
