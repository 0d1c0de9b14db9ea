import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { Icon, type IconName } from './icon.tsx';

const links: readonly { path: string; name: string; icon: IconName }[] = [
  { path: '/console', name: 'New task', icon: 'plus' },
  { path: '/console/tasks', name: 'Tasks', icon: 'film' },
  { path: '/console/endpoints', name: 'Webhooks', icon: 'hook' },
  { path: '/console/account', name: 'Account', icon: 'coin' },
  { path: '/console/providers', name: 'Providers', icon: 'plug' },
];

/** The navigation around every screen. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const isHere = (one: string) =>
    one === '/console' ? path === one || path === '/console/' : path.startsWith(one);
  return (
    <div class="frame">
      <a class="skip-link" href="#content">
        Skip to the content
      </a>
      <header class="sidebar">
        <a class="brand" href="/console">
          <img src="/console/icon.svg" alt="" width="28" height="28" />
          <span>Reelhook</span>
        </a>
        <nav aria-label="Screens">
          {links.map(({ path: to, name, icon }) => (
            <a key={to} href={to} aria-current={isHere(to) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{name}</span>
            </a>
          ))}
        </nav>
        <div class="sidebar-foot">
          <a href="/docs" target="_blank" rel="noreferrer">
            <Icon name="manual" />
            <span>API reference</span>
          </a>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
