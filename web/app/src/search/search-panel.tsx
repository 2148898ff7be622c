"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { FIELD_CLASS } from "./field-class";
import type { Option } from "./option";
import { MAX_LENGTH } from "./query";
import { optionId, SearchResults } from "./search-results";
import { useActiveOption } from "./use-active-option";
import { useOpenAddress } from "./use-open-address";
import { useSearch } from "./use-search";

export interface SearchPanelProps {
  account: Account;
  /** What was typed while the panel was loading. */
  initialText: string;
  onClose: () => void;
}

/** The field of the search and its results. It is a combobox: the field has the focus, the list an active option. */
export default function SearchPanel({ account, initialText, onClose }: SearchPanelProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initialText);
  const [failure, setFailure] = useState("");
  const { groups, isBusy, status } = useSearch(account, text);
  const { active, activate, move, element } = useActiveOption(groups.flatMap(({ options }) => options));
  const openAddress = useOpenAddress();
  useLayoutEffect(() => {
    // before the next key press, which would be lost
    input.current?.focus();
    input.current?.setSelectionRange(MAX_LENGTH, MAX_LENGTH);
  }, []);

  const choose = async ({ target }: Option) => {
    setFailure("");
    if ("address" in target) {
      onClose();
      openAddress(target.address);
    } else if (target.staysOpen) {
      try {
        await target.run();
      } catch (error) {
        setFailure([target.failure, explain(error)].filter(Boolean).join(" "));
      }
    } else {
      onClose();
      target.run();
    }
  };
  const press = (event: KeyboardEvent) => {
    // these keys belong to the word that is being composed, in some writing systems
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (move(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      void choose(active);
    }
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b pr-2.5 pl-4 focus-within:border-link">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={m.search_title()}
          aria-autocomplete="list"
          aria-expanded={groups.length > 0}
          aria-controls={listId}
          aria-activedescendant={active && optionId(listId, active)}
          placeholder={m.search_placeholder()}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={MAX_LENGTH}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            activate(null);
          }}
          onKeyDown={press}
          className={FIELD_CLASS}
        />
        <Button variant="ghost" size="smallIcon" aria-label={m.search_close()} onClick={onClose}>
          <X />
        </Button>
      </div>
      {failure && (
        <p role="alert" className="border-b px-5 py-2 text-[0.8125rem] text-danger">
          {failure}
        </p>
      )}
      <SearchResults
        id={listId}
        groups={groups}
        active={active}
        activeElement={element}
        isBusy={isBusy}
        onPoint={({ key }) => key !== active?.key && activate(key)}
        onChoose={(option) => void choose(option)}
      />
      <div className="flex min-h-9 items-center gap-4 border-t px-5 py-1.5 text-xs text-muted">
        <p role="status" className="min-w-0 flex-1 wrap-anywhere">
          {status}
        </p>
        <p className="hidden shrink-0 pointer-fine:sm:block">{m.search_keys()}</p>
      </div>
    </div>
  );
}
