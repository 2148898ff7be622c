import * as m from "@/paraglide/messages";

import type { Placeholder } from "./deferred";
import { PartFailure } from "./part-failure";

/** In place of the items of a menu whose code is loading, or could not be loaded. */
export function MenuPlaceholder({ retry }: Placeholder) {
  return retry ? <PartFailure retry={retry} /> : <p role="status">{m.common_loading()}</p>;
}
