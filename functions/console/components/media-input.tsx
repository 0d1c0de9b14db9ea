import { useId, useRef, useState } from 'preact/hooks';
import { upload } from '../data/upload.ts';
import { useIncomingFile } from '../data/use-incoming-file.ts';
import { FieldName } from './field-name.tsx';
import { Icon } from './icon.tsx';
import { Preview } from './preview.tsx';
import { Problem } from './problem.tsx';

export interface MediaInputProps {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly onChange: (url: string) => void;
}

const samples = { 'rocket.jpg': 'Rocket', 'astronaut.jpg': 'Astronaut' };

/** A file that is dropped, chosen or pasted, or its address: uploads it and answers where it lies. */
export function MediaInput({ name, label, isRequired, value, onChange }: MediaInputProps) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<unknown>();
  const field = useRef<HTMLFieldSetElement>(null);
  const type = /audio|voice/.test(name) ? 'audio' : /video/.test(name) ? 'video' : 'image';
  const isOver = useIncomingFile(field, type, (one) => void take(one));

  async function take(chosen: File | null | undefined) {
    if (!chosen) return;
    setProblem(undefined);
    setShare(0);
    await upload(chosen, setShare).then(onChange, setProblem);
    setShare(undefined);
  }

  async function takeSample(sample: string) {
    const answer = await fetch(`/console/${sample}`);
    await take(new File([await answer.blob()], sample, { type: 'image/jpeg' }));
  }

  return (
    <fieldset ref={field} class={`media-input ${isOver ? 'over' : ''}`} aria-label={label}>
      <label class="field-name" for={id}>
        <FieldName {...{ label, isRequired }} />
      </label>
      <div class="drop">
        {value ? <Preview url={value} name={label} /> : <Icon name="image" />}
        <div class="grows">
          <p>
            {value ? 'Drop or paste another, or ' : 'Drop a file, paste one, or '}
            <button type="button" class="link" onClick={() => file.current?.click()}>
              choose a file
            </button>
          </p>
          {name === 'image_url' && !value && (
            <p class="samples">
              {Object.entries(samples).map(([sample, words]) => (
                <button key={sample} type="button" onClick={() => void takeSample(sample)}>
                  <img src={`/console/${sample}`} alt="" width="56" height="40" />
                  {words}
                </button>
              ))}
            </p>
          )}
          {share !== undefined && <progress value={share} aria-label={`Uploading ${label}`} />}
        </div>
        <input
          {...{ ref: file, type: 'file', hidden: true, 'aria-label': `File for ${label}` }}
          {...{ accept: `${type}/*`, 'data-field': name }}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </div>
      <input
        {...{ id, name, value, type: 'url' }}
        placeholder="or its address: https://…"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <Problem error={problem} />
    </fieldset>
  );
}
