import { ChevronLeft, ChevronRight } from "lucide-react";

import { Button } from "@/components/ui/button";
import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

import { lastPage } from "./last-page";
import { type ListState, PAGE_SIZE } from "./use-list-state";

interface Props {
  count: number;
  shown: number;
  state: ListState;
}

export function Pager({ count, shown, state: { page, set } }: Props) {
  const before = (page - 1) * PAGE_SIZE;
  const last = lastPage(count);
  const turn = (to: number) => {
    if (to < 1 || to > last) {
      return;
    }
    set({ page: to === 1 ? "" : String(to) });
    document.getElementById("content")?.scrollTo({ top: 0 });
  };
  return (
    <nav aria-label={m.lists_pages()} className="flex items-center justify-between gap-3 border-t px-4 py-2 text-[0.8125rem] text-muted">
      <span className="tabular-nums">
        {shown === 0
          ? m.lists_range_empty({ count: whole(count) })
          : m.lists_range({ first: whole(before + 1), last: whole(before + shown), count: whole(count) })}
      </span>
      <span className="flex gap-1">
        {/* a button that became disabled would lose the focus */}
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={m.common_previous_page()}
          aria-disabled={page <= 1}
          onClick={() => turn(Math.min(page - 1, last))}
        >
          <ChevronLeft />
        </Button>
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={m.common_next_page()}
          aria-disabled={page >= last}
          onClick={() => turn(page + 1)}
        >
          <ChevronRight />
        </Button>
      </span>
    </nav>
  );
}
