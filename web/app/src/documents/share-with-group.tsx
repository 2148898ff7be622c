"use client";

import { useRef, useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { explain } from "@/lib/problems";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import * as m from "@/paraglide/messages";
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
      label={m.documents_group_add()}
      placeholder={m.documents_group_search()}
      maxLength={100}
      inputRef={field}
      error={failure ? explain(failure) : undefined}
      typed={typed}
      onType={setTyped}
      options={others.map(({ id: value, name, member_count }) => ({
        value,
        label: name,
        detail: m.documents_group_members({ count: member_count }),
      }))}
      empty={data ? m.documents_group_none() : m.common_loading()}
      isPartial={data !== undefined && data.count > data.data.length}
      isBusy={sharing.isPending}
      onChoose={share}
    />
  );
}
