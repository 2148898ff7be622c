import { type ComponentProps, type Ref, useId } from "react";

import { Input } from "@/components/ui/input";

interface Props extends Omit<ComponentProps<"input">, "onChange" | "ref"> {
  label: string;
  hint?: string;
  inputRef?: Ref<HTMLInputElement>;
  onChange?: (value: string) => void;
}

export function LabelledInput({ label, hint, inputRef, onChange, ...rest }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Input
        id={id}
        ref={inputRef}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={onChange && ((event) => onChange(event.target.value))}
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
