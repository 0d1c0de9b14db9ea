export interface TabsProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** A few ways to see the same thing, of which one is chosen. */
export function Tabs<Choice extends string>(props: TabsProps<Choice>) {
  const { label, choices, chosen, onChoose } = props;
  return (
    <fieldset class="tabs" aria-label={label}>
      {choices.map((one) => (
        <button key={one} type="button" aria-pressed={one === chosen} onClick={() => onChoose(one)}>
          {one}
        </button>
      ))}
    </fieldset>
  );
}
