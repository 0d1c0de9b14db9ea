import { closeNotice, notices } from '../data/notices.ts';
import { Icon } from './icon.tsx';

/** What was done and what went wrong, over every screen. */
export function Notices() {
  return (
    <div class="notices" role="status">
      {notices.value.map((notice) => (
        <p key={notice} class={`notice ${notice.tone}`}>
          <Icon name={notice.tone === 'good' ? 'check' : 'alert'} />
          <span>{notice.text}</span>
          <button type="button" aria-label="Close" onClick={() => closeNotice(notice)}>
            <Icon name="cross" />
          </button>
        </p>
      ))}
    </div>
  );
}
