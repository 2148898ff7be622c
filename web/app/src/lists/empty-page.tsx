import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

import { lastPage } from "./last-page";
import type { ListState } from "./use-list-state";

interface Props {
  count: number;
  state: ListState;
  /** Called when the user leaves the page, which removes the pressed button. */
  onLeave: () => void;
}

/** In place of the rows of a page behind the last one. */
export function EmptyPage({ count, state, onLeave }: Props) {
  const last = lastPage(count);
  const turn = (page: number) => {
    state.set({ page: page === 1 ? "" : String(page) });
    onLeave();
  };
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <p className="text-muted">{m.lists_page_behind({ count: last })}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button size="small" onClick={() => turn(1)}>
          {m.lists_page_first()}
        </Button>
        {last > 1 && (
          <Button size="small" onClick={() => turn(last)}>
            {m.lists_page_last()}
          </Button>
        )}
      </div>
    </div>
  );
}
