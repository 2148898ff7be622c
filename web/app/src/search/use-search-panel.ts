"use client";

import { type ComponentType, useCallback, useState } from "react";

import type { SearchPanelProps } from "./search-panel";

interface State {
  Panel: ComponentType<SearchPanelProps> | null;
  hasFailed: boolean;
}

/** The content of the search, which is loaded when it is likely to be needed. */
export function useSearchPanel() {
  const [state, setState] = useState<State>({ Panel: null, hasFailed: false });
  const load = useCallback(() => {
    setState(({ Panel }) => ({ Panel, hasFailed: false }));
    import("./search-panel").then(
      ({ default: Panel }) => setState({ Panel, hasFailed: false }),
      () => setState({ Panel: null, hasFailed: true }),
    );
  }, []);
  return { ...state, load };
}
