"use client";

import { useCallback, useEffect, useLayoutEffect, useRef } from "react";

const NEAR = 80;

/** Keeps a growing list scrolled to its end, unless the user has scrolled up. */
export function useStickToEnd(content: unknown) {
  const ref = useRef<HTMLDivElement>(null);
  const isStuck = useRef(true);

  useEffect(() => {
    const element = ref.current;
    const look = () => {
      if (element) {
        isStuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      }
    };
    element?.addEventListener("scroll", look, { passive: true });
    return () => element?.removeEventListener("scroll", look);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new content makes the list longer
  useLayoutEffect(() => {
    if (isStuck.current) {
      ref.current?.scrollTo({ top: ref.current.scrollHeight });
    }
  }, [content]);

  const stick = useCallback(() => {
    isStuck.current = true;
  }, []);
  return { ref, stick };
}
