"use client";

import { useRef, useState } from "react";

import { plural } from "@/lib/format";
import { explain } from "@/lib/problems";
import { useDebouncedValue } from "@/lib/use-debounced-value";

import { Combobox } from "./combobox";
import { useGroups } from "./use-groups";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  /** The IDs of the groups it is shared with. */
  shared: string[];
}

export function ShareWithGroup({ id, shared }: Props) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { data, error } = useGroups(useDebouncedValue(typed.trim()));
  const sharing = useSharing(id);
  const failure = sharing.error ?? error;
  const others = (data?.data ?? []).filter((group) => !shared.includes(group.id));
  const share = (groupId: string) =>
    sharing.mutate({ reader: { groupId }, isShared: true }, { onSuccess: () => setTyped(""), onError: () => field.current?.focus() });
  return (
    <Combobox
      label="Add a group"
      placeholder="Search groups"
      maxLength={100}
      inputRef={field}
      error={failure ? explain(failure) : undefined}
      typed={typed}
      onType={setTyped}
      options={others.map(({ id: value, name, member_count }) => ({ value, label: name, detail: plural(member_count, "member") }))}
      empty={data ? "No other group matches." : "Loading…"}
      isPartial={data !== undefined && data.count > data.data.length}
      isBusy={sharing.isPending}
      onChoose={share}
    />
  );
}
