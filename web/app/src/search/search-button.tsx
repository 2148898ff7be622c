"use client";

import { Search } from "lucide-react";
import { useCallback, useEffect, useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { Modal } from "@/components/ui/modal";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { focusContentOf, useFocusContent } from "./focus-content";
import { LoadingPanel } from "./loading-panel";
import type { SearchPanelProps } from "./search-panel";
import { isAppleKeyboard, isSearchShortcut } from "./shortcut";

interface PanelProps extends SearchPanelProps {
  /** Called with what is typed before the panel is there. */
  onType: (text: string) => void;
}

const SearchPanel = deferred<PanelProps>(
  async () => (await import("./search-panel")).default,
  ({ retry }, { initialText, onType }) => <LoadingPanel retry={retry} text={initialText} onType={onType} />,
);

/** A button that opens the search, and its shortcut. The search itself is loaded when it is needed. */
export function SearchButton({ account }: { account: Account }) {
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const close = useCallback(() => setOpen(false), []);
  const open = useCallback(() => {
    // a menu would take the focus with it when it is hidden by the search
    document.querySelector<HTMLElement>("[popover=auto]:popover-open")?.hidePopover();
    focusContentOf(null);
    setText("");
    setOpen(true);
  }, []);
  useFocusContent(isOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isBehindDialog = !isOpen && document.querySelector("dialog:modal") !== null;
      if (isSearchShortcut(event) && !isBehindDialog) {
        event.preventDefault();
        if (isOpen) {
          close();
        } else {
          open();
        }
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [isOpen, open, close]);

  const isApple = isAppleKeyboard();
  const shortcut = isApple ? "⌘K" : "Ctrl+K";
  return (
    <>
      <Tooltip text={m.search_shortcut({ shortcut })}>
        <Button
          variant="ghost"
          size="icon"
          aria-haspopup="dialog"
          aria-keyshortcuts={isApple ? "Meta+K" : "Control+K"}
          onPointerEnter={SearchPanel.preload}
          onFocus={SearchPanel.preload}
          onClick={open}
          className="lg:w-44 lg:justify-start lg:gap-2 lg:border lg:border-field/60 lg:px-2.5 lg:text-[0.8125rem] lg:text-muted"
        >
          <Search />
          <span className="sr-only lg:not-sr-only">{m.search_title()}</span>
          <kbd aria-hidden className="ml-auto hidden rounded border px-1.5 font-sans text-xs lg:inline">
            {shortcut}
          </kbd>
        </Button>
      </Tooltip>
      {isOpen && (
        <Modal
          labelledBy={titleId}
          onClose={close}
          className="mx-auto mt-[max(1rem,10dvh)] h-fit max-h-[min(32rem,80dvh)] w-[min(38rem,calc(100vw-1.5rem))] max-w-none animate-fade-in flex-col overflow-hidden rounded-lg border border-border bg-raised shadow-xl open:flex"
        >
          <h2 id={titleId} className="sr-only">
            {m.search_title()}
          </h2>
          <SearchPanel account={account} initialText={text} onType={setText} onClose={close} />
        </Modal>
      )}
    </>
  );
}
