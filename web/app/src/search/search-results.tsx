import type { RefObject } from "react";

import * as m from "@/paraglide/messages";

import type { Option, OptionGroup } from "./option";
import { SearchOption } from "./search-option";

interface Props {
  id: string;
  groups: OptionGroup[];
  active: Option | undefined;
  activeElement: RefObject<HTMLDivElement | null>;
  isBusy: boolean;
  onPoint: (option: Option) => void;
  onChoose: (option: Option) => void;
}

/** The list box of the search field. */
export function SearchResults({ id, groups, active, activeElement, isBusy, onPoint, onChoose }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={m.search_results()}
      aria-busy={isBusy}
      className="thin-scrollbar min-h-0 flex-1 overflow-y-auto overscroll-contain p-2"
    >
      {groups.map((group) => (
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`} className="pb-1">
          <div id={`${id}-${group.id}`} className="px-3 pt-2 pb-1 text-xs font-medium text-muted">
            {group.title}
          </div>
          {group.options.map((option) => {
            const isActive = option === active;
            return (
              <SearchOption
                key={option.key}
                id={optionId(id, option)}
                option={option}
                isActive={isActive}
                ref={isActive ? activeElement : undefined}
                onPoint={() => onPoint(option)}
                onChoose={() => onChoose(option)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** The ID of the element of an option. It contains no spaces, which would separate IDs. */
export function optionId(listId: string, { key }: Option): string {
  return `${listId}-${encodeURIComponent(key)}`;
}
