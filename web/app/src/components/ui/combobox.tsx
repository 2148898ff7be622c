"use client";

import { type KeyboardEvent, type Ref, useEffect, useId, useState } from "react";

import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

export interface ComboboxOption {
  value: string;
  label: string;
  detail?: string;
}

interface Props {
  label: string;
  placeholder: string;
  maxLength: number;
  inputRef?: Ref<HTMLInputElement>;
  error?: string | undefined;
  typed: string;
  onType: (text: string) => void;
  /** The options for what is typed. */
  options: ComboboxOption[];
  /** Shown if there are no options. */
  empty: string;
  /** Whether more options match than are listed. */
  isPartial: boolean;
  isBusy: boolean;
  onChoose: (value: string) => void;
  /** Called when the focus leaves the field. */
  onLeave?: () => void;
}

/**
 * A field with a list of options that match its text, from which one is chosen. The focus stays in the field, as in the
 * "editable combobox with list autocomplete" of the ARIA Authoring Practices.
 */
export function Combobox({ options, empty, isPartial, isBusy, typed, onType, onChoose, onLeave, ...field }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<string>();
  const at = options.findIndex(({ value }) => value === active);
  const isListed = isOpen && options.length > 0;
  const idOf = (value: string) => `${id}-${value}`;
  const activeId = isListed && at >= 0 && active !== undefined ? idOf(active) : undefined;
  useEffect(() => {
    if (activeId) {
      document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
    }
  }, [activeId]);

  const close = () => {
    setOpen(false);
    setActive(undefined);
  };
  const choose = (value: string) => {
    if (!isBusy) {
      close();
      onChoose(value);
    }
  };
  const press = (event: KeyboardEvent) => {
    const moved = { ArrowDown: at + 1, ArrowUp: (at < 0 ? options.length : at) - 1 }[event.key];
    if (moved !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive(options.at(moved % Math.max(options.length, 1))?.value);
    } else if (event.key === "Enter" && activeId && active !== undefined) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && isOpen) {
      // the dialog around it stays open
      event.preventDefault();
      close();
    }
  };
  const count = options.length;
  const listed = isPartial ? m.common_options_of_more({ count }) : m.common_options({ count });
  return (
    <div className="relative">
      <LabelledInput
        {...field}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isListed}
        aria-controls={isListed ? `${id}-list` : undefined}
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(text) => {
          setOpen(true);
          setActive(undefined);
          onType(text);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={() => {
          close();
          onLeave?.();
        }}
      />
      {/* over what is below, so that nothing moves under the pointer when a click elsewhere closes it */}
      <div className={classes(isOpen && "absolute inset-x-0 top-full z-10 mt-1 rounded-md border border-border bg-raised shadow-lg")}>
        {isListed && (
          <ul
            id={`${id}-list`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list that is chosen from
            role="listbox"
            aria-label={field.label}
            className="thin-scrollbar max-h-48 overflow-y-auto p-1"
          >
            {options.map(({ value, label, detail }) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are pressed in the field
              <li
                key={value}
                id={idOf(value)}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of the list
                role="option"
                tabIndex={-1}
                aria-selected={value === active}
                className={classes(
                  "flex cursor-default items-baseline gap-2 rounded px-2.5 py-1.5 text-sm select-none",
                  value === active ? "bg-tint text-link" : "hover:bg-surface",
                )}
                // the focus stays in the field
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(value)}
              >
                <span className="min-w-0 flex-1 truncate">{label}</span> {detail && <span className="text-xs text-muted">{detail}</span>}
              </li>
            ))}
          </ul>
        )}
        <p role="status" className={classes("px-3.5 py-2 text-[0.8125rem] text-muted empty:hidden", isListed && !isPartial && "sr-only")}>
          {isOpen && (isListed ? listed : empty)}
        </p>
      </div>
    </div>
  );
}
