import { useState } from 'preact/hooks';
import { codeSample, type Language, languages, type SampleRequest } from '../data/code-samples.ts';
import { CopyButton } from './copy-button.tsx';

/** A request as a program in one of the languages. */
export function CodeView({ request }: { request: SampleRequest }) {
  const [language, setLanguage] = useState<Language>('curl');
  const code = codeSample(language, request);
  return (
    <div class="code-view">
      <div class="code-head">
        <fieldset class="tabs" aria-label="Language">
          {languages.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === language}
              onClick={() => setLanguage(one)}
            >
              {one}
            </button>
          ))}
        </fieldset>
        <CopyButton text={code} name="Copy" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section tabIndex={0} aria-label={`The request in ${language}`}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
    </div>
  );
}
