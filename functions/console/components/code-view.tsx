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
        <div class="tabs" role="group" aria-label="Language">
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
        </div>
        <CopyButton text={code} name="Copy" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0} role="region" aria-label={`The request in ${language}`}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
