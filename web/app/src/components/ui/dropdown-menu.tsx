"use client";

import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";

import { Button } from "./button";
import { positionBelow } from "./position-below";

interface Props {
  label: string;
  /** The content of the button. */
  icon: ReactNode;
  size?: "icon" | "smallIcon";
  className?: string;
  /** Called when the button is pointed at, focused or touched, so that the items can be loaded. */
  onIntent?: () => void;
  children: ReactNode;
}

/** A button with a menu. The popover API shows it above everything and closes it on Escape or a click elsewhere. */
export function DropdownMenu({ label, icon, size = "smallIcon", className, onIntent, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const place = ({ newState }: ToggleEvent) => {
    if (newState === "open" && button.current && menu.current) {
      setOpen(true);
      positionBelow(menu.current, button.current);
    }
  };
  const toggled = ({ newState }: ToggleEvent) => {
    // only now: the browser returns the focus from the items to the button
    setOpen(newState === "open");
    if (newState === "open") {
      menuItemsOf(menu.current)[0]?.focus();
    }
  };
  const move = (event: KeyboardEvent) => {
    const all = menuItemsOf(menu.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all.at(next % all.length)?.focus();
    } else if (event.key === "Tab") {
      menu.current?.hidePopover();
    }
  };

  return (
    <>
      <Button
        ref={button}
        variant="ghost"
        size={size}
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        className={className}
        onPointerEnter={onIntent}
        onTouchStart={onIntent}
        onFocus={onIntent}
      >
        {icon}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onBeforeToggle={place}
        onToggle={toggled}
        onKeyDown={move}
        onClick={() => menu.current?.hidePopover()}
        className="fixed m-0 min-w-44 animate-fade-in rounded-md border border-border bg-raised p-1 text-foreground shadow-lg"
      >
        {isOpen && children}
      </div>
    </>
  );
}

/** The items of a menu that can get the focus. */
export function menuItemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}
