import { closeNotice, notices } from '../data/notices.ts';
import { Icon } from './icon.tsx';

/** What was done and what went wrong, over every screen. */
export function Notices() {
  return (
    <div class="notices" role="status">
      {notices.value.map(({ id, text, tone }) => (
        <p key={id} class={`notice ${tone}`}>
          <Icon name={tone === 'good' ? 'check' : 'alert'} />
          <span>{text}</span>
          <button type="button" class="quiet" aria-label="Close" onClick={() => closeNotice(id)}>
            <Icon name="cross" />
          </button>
        </p>
      ))}
    </div>
  );
}
