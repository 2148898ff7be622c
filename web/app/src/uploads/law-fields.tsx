import { Input } from "@/components/ui/input";
import * as m from "@/paraglide/messages";

import type { Upload } from "./upload";

interface Props {
  upload: Upload;
  disabled: boolean;
  onChange: (law: Upload["law"]) => void;
}

/** The act of a legal text, and the days on which it applies. */
export function LawFields({ upload: { file, law }, disabled, onChange }: Props) {
  return (
    <>
      <Input
        aria-label={m.uploads_act_of({ file: file.name })}
        placeholder={m.uploads_act()}
        value={law.act}
        maxLength={200}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...law, act: target.value })}
        className="min-w-48 flex-1"
      />
      <Day
        label={m.uploads_from()}
        name={m.uploads_from_of({ file: file.name })}
        value={law.from}
        disabled={disabled}
        onChange={(from) => onChange({ ...law, from })}
      />
      <Day
        label={m.uploads_to()}
        name={m.uploads_to_of({ file: file.name })}
        value={law.to}
        disabled={disabled}
        onChange={(to) => onChange({ ...law, to })}
      />
    </>
  );
}

interface DayProps {
  label: string;
  /** The label with the name of the file. */
  name: string;
  value: string;
  disabled: boolean;
  onChange: (day: string) => void;
}

function Day({ label, name, value, disabled, onChange }: DayProps) {
  return (
    <span className="inline-flex items-center gap-2 text-xs text-muted">
      <span aria-hidden className="whitespace-nowrap">
        {label}
      </span>
      <Input
        type="date"
        aria-label={name}
        className="w-auto"
        value={value}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
