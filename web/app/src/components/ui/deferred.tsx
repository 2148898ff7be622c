"use client";

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";

import { DeferredCode } from "@/lib/deferred-code";

/** What is shown in place of a component whose code is loading, or could not be loaded. */
export interface Placeholder {
  /** Loads the code again; null while it is loading. */
  retry: (() => void) | null;
}

/** A component whose code is loaded when it is first shown, or when `preload` is called because it soon will be. */
export type Deferred<Props> = ((props: Props) => ReactNode) & { preload: () => Promise<void> };

type RenderPlaceholder<Props> = (placeholder: Placeholder, props: Props) => ReactNode;

export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  renderPlaceholder: RenderPlaceholder<Props>,
): Deferred<Props> {
  const code = new DeferredCode(load);
  const render = (props: Props) => <DeferredPart code={code} renderPlaceholder={renderPlaceholder} props={props} />;
  return Object.assign(render, { preload: code.load });
}

interface PartProps<Props> {
  code: DeferredCode<ComponentType<Props>>;
  renderPlaceholder: RenderPlaceholder<Props>;
  props: Props;
}

const onServer = () => "waiting" as const;

function DeferredPart<Props extends object>({ code, renderPlaceholder, props }: PartProps<Props>) {
  const state = useSyncExternalStore(code.subscribe, code.get, onServer);
  const isWaiting = state === "waiting";
  useEffect(() => {
    // also after an earlier failure
    void code.load();
  }, [code]);
  if (isWaiting || "failure" in state) {
    return renderPlaceholder({ retry: isWaiting ? null : () => void code.load() }, props);
  }
  const Loaded = state.code;
  return <Loaded {...props} />;
}
