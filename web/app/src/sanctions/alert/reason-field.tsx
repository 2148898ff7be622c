import { useId } from "react";

import { Textarea } from "@/components/ui/textarea";
import * as m from "@/paraglide/messages";

import { REASON } from "./decision-draft";

interface Props {
  value: string;
  isRequired: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Why somebody decides, confirms or refuses. */
export function ReasonField({ value, isRequired, error, onChange }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {isRequired ? m.alerts_reason() : m.alerts_reason_optional()}
      </label>
      <Textarea
        id={id}
        name="reason"
        rows={3}
        required={isRequired}
        minLength={isRequired ? REASON.least : undefined}
        maxLength={REASON.most}
        aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
        aria-invalid={error ? true : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
        {isRequired
          ? m.alerts_reason_hint({ least: REASON.least, most: REASON.most })
          : m.alerts_reason_optional_hint({ most: REASON.most })}
      </p>
    </div>
  );
}
