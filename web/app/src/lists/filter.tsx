import { Select } from "@/components/ui/select";

import type { ListState } from "./use-list-state";

interface Props {
  name: string;
  label: string;
  /** The label of "no filter". */
  all: string;
  choices: { value: string; label: string }[];
  state: ListState;
}

export function Filter({ name, label, all, choices, state }: Props) {
  return (
    <Select
      aria-label={label}
      value={state.get(name)}
      onChange={(value) => state.set({ [name]: value })}
      choices={[{ value: "", label: all }, ...choices]}
    />
  );
}
