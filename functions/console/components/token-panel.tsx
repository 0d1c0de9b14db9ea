import { addToken, listTokens, readToken, revokeToken } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { ActionButton } from './action-button.tsx';
import { ActionForm } from './action-form.tsx';
import { Ago } from './ago.tsx';
import { Loaded } from './loaded.tsx';
import { TextField } from './text-field.tsx';

/** The account's API tokens: made, shown once, revoked. */
export function TokenPanel() {
  const request = useRequest(listTokens, []);
  const { value, reload, show } = request;
  function revoke(id: string) {
    if (value) show({ ...value, rows: value.rows.filter(({ _id }) => _id !== id) });
    return revokeToken(id).finally(reload);
  }
  return (
    <section class="panel" aria-labelledby="tokens-title">
      <h2 id="tokens-title">API tokens</h2>
      <Loaded request={request}>
        {({ rows }) => (
          <ul class="plain-rows">
            {rows.map(({ _id: id, name, hint, createdAt }) => (
              <li key={id}>
                <strong>{name || 'First token'}</strong>
                <code>{hint}</code>
                <span class="note grows">
                  made <Ago at={createdAt} />
                </span>
                <ActionButton confirm="Really revoke" act={() => revoke(id)}>
                  Revoke
                </ActionButton>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ActionForm
        submit="Make a token"
        secretWords="The new token, shown only now:"
        act={({ name = '' }) => addToken(name).then(readToken).finally(reload)}
      >
        <TextField label="Name" name="name" required placeholder="laptop" />
      </ActionForm>
    </section>
  );
}
