import { useId } from "react";

interface Props {
  label: string;
  hint?: string;
  name?: string;
  isChecked: boolean;
  required?: boolean;
  onChange: (isChecked: boolean) => void;
}

export function LabelledCheckbox({ label, hint, name, isChecked, required, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        name={name}
        checked={isChecked}
        required={required}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-primary"
      />
      <div>
        <label htmlFor={id} className="text-[0.8125rem] font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-xs text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
