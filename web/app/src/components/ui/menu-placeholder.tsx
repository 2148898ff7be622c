import type { Placeholder } from "./deferred";
import { DropdownMenuItem } from "./dropdown-menu";

/** In place of the items of a menu whose code is loading, or could not be loaded. */
export function MenuPlaceholder({ retry }: Placeholder) {
  return retry ? (
    <div role="alert" className="max-w-56 px-2.5 py-1.5 text-sm">
      This menu could not be loaded.
      {/* the menu stays open */}
      <DropdownMenuItem
        className="mt-1"
        onClick={(event) => {
          event.stopPropagation();
          retry();
        }}
      >
        Try again
      </DropdownMenuItem>
    </div>
  ) : (
    <p role="status" className="px-2.5 py-1.5 text-sm text-muted">
      Loading…
    </p>
  );
}
