import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

export interface PageProps {
  readonly title: string;
  /** What can be done with the whole page. */
  readonly actions?: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The head and the body of a screen; its title is the window's too. */
export function Page({ title, actions, lead, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Reelhook`;
  }, [title]);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
