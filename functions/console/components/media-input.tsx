import { useId, useRef, useState } from 'preact/hooks';
import { getMessage } from '../data/client.ts';
import { upload } from '../data/upload.ts';
import { FieldName } from './field-name.tsx';
import { Icon } from './icon.tsx';
import { Preview } from './preview.tsx';

export interface MediaInputProps {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly onChange: (url: string) => void;
  /** Whether sample photos are offered. */
  readonly withSamples: boolean;
}

const samples = [
  { name: 'Rocket', file: 'rocket.jpg' },
  { name: 'Astronaut', file: 'astronaut.jpg' },
];

/** A file that is dropped, chosen or pasted, or its address: uploads it and answers where it lies. */
export function MediaInput(props: MediaInputProps) {
  const { name, label, isRequired, value, onChange, withSamples } = props;
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState('');
  const [isOver, setOver] = useState(false);

  async function take(chosen: File | null | undefined) {
    if (!chosen) return;
    setProblem('');
    setShare(0);
    try {
      onChange(await upload(chosen, setShare));
    } catch (error) {
      setProblem(getMessage(error));
    } finally {
      setShare(undefined);
    }
  }

  async function takeSample(sample: string) {
    const blob = await (await fetch(`/console/${sample}`)).blob();
    await take(new File([blob], sample, { type: 'image/jpeg' }));
  }

  return (
    <fieldset
      class={`media-input ${isOver ? 'over' : ''}`}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
      onPaste={(event) => {
        const pasted = event.clipboardData?.files[0];
        if (pasted) void take(pasted);
      }}
    >
      <label class="field-name" for={id}>
        <FieldName {...{ label, isRequired }} />
      </label>
      <div class="drop">
        {value ? <Preview url={value} name={label} /> : <Icon name="image" />}
        <div class="drop-text">
          <p>
            Drop a file here, paste one, or{' '}
            <button type="button" class="link" onClick={() => file.current?.click()}>
              choose a file
            </button>
          </p>
          {withSamples && !value && (
            <p class="samples">
              or try a sample:{' '}
              {samples.map((sample) => (
                <button
                  key={sample.file}
                  type="button"
                  class="sample"
                  onClick={() => void takeSample(sample.file)}
                >
                  <img src={`/console/${sample.file}`} alt="" width="56" height="40" />
                  {sample.name}
                </button>
              ))}
            </p>
          )}
          {share !== undefined && (
            <progress value={share} aria-label={`Uploading ${label}`}>
              {Math.round(share * 100)} %
            </progress>
          )}
        </div>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={`File for ${label}`}
          data-field={name}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </div>
      <input
        id={id}
        name={name}
        type="url"
        placeholder="https://… or drop a file above"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
