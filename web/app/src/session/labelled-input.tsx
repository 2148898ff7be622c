import { type ComponentProps, type Ref, useId } from "react";

import { Input } from "@/components/ui/input";

interface Props extends Omit<ComponentProps<"input">, "onChange" | "ref"> {
  label: string;
  hint?: string;
  /** Why the value was not accepted. */
  error?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
  onChange?: (value: string) => void;
}

export function LabelledInput({ label, hint, error, inputRef, onChange, ...rest }: Props) {
  const id = useId();
  const descriptions = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Input
        id={id}
        ref={inputRef}
        aria-describedby={descriptions.join(" ") || undefined}
        aria-invalid={error ? true : undefined}
        onChange={onChange && ((event) => onChange(event.target.value))}
        {...rest}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
