import { ChevronLeft, ChevronRight } from "lucide-react";

import { Button } from "@/components/ui/button";
import { whole } from "@/lib/counts";

import { type ListState, PAGE_SIZE } from "./use-list-state";

interface Props {
  count: number;
  shown: number;
  state: ListState;
}

export function Pager({ count, shown, state: { page, set } }: Props) {
  const before = (page - 1) * PAGE_SIZE;
  const turn = (to: number) => {
    set({ page: to === 1 ? "" : String(to) });
    document.getElementById("content")?.scrollTo({ top: 0 });
  };
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t px-4 py-2 text-[0.8125rem] text-muted">
      <span className="tabular-nums">
        {shown === 0 ? "0" : `${whole(before + 1)}–${whole(before + shown)}`} of {whole(count)}
      </span>
      <span className="flex gap-1">
        <Button variant="ghost" size="smallIcon" aria-label="Previous page" disabled={page <= 1} onClick={() => turn(page - 1)}>
          <ChevronLeft />
        </Button>
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label="Next page"
          disabled={before + PAGE_SIZE >= count}
          onClick={() => turn(page + 1)}
        >
          <ChevronRight />
        </Button>
      </span>
    </nav>
  );
}
