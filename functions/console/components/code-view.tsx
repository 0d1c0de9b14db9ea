import { useState } from 'preact/hooks';
import { codeSample, type Language, languages, type SampleRequest } from '../data/code-samples.ts';
import { CopyButton } from './copy-button.tsx';
import { Tabs } from './tabs.tsx';

/** A request as a program in one of the languages. */
export function CodeView({ request }: { request: SampleRequest }) {
  const [language, setLanguage] = useState<Language>('curl');
  const code = codeSample(language, request);
  // Texts have every second place.
  const parts = code.split(/("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`)/);
  return (
    <div class="code-view">
      <div class="code-head">
        <Tabs label="Language" choices={languages} chosen={language} onChoose={setLanguage} />
        <CopyButton text={code} name="Copy" />
      </div>
      <pre>
        <code>
          {parts.map((part, at) => (at % 2 === 1 ? <b key={part + at}>{part}</b> : part))}
        </code>
      </pre>
    </div>
  );
}
