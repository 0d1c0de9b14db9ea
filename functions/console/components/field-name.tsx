/** The words of a label. */
export function FieldName({ label, isRequired }: { label: string; isRequired: boolean }) {
  return (
    <span>
      {label}
      {isRequired && <em> required</em>}
    </span>
  );
}
