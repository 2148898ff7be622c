import type { Ref } from "react";

import { classes } from "@/lib/classes";

import type { Option } from "./option";

interface Props {
  id: string;
  option: Option;
  isActive: boolean;
  ref: Ref<HTMLDivElement> | undefined;
  onPoint: () => void;
  onChoose: () => void;
}

export function SearchOption({ id, option: { title, hint, icon: Icon }, isActive, ref, onPoint, onChoose }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys, because it keeps the focus
    <div
      ref={ref}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classes(
        "flex min-h-10 cursor-pointer scroll-my-9 items-center gap-3 rounded-md px-3 py-1.5 text-sm select-none",
        isActive && "bg-tint",
      )}
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-3">
        <span className="block truncate sm:flex-1">{title}</span>{" "}
        {hint && <span className="block truncate text-xs text-muted sm:max-w-[55%]">{hint}</span>}
      </span>
    </div>
  );
}
