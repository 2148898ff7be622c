"use client";

import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import type { Components, Options } from "react-markdown";
import type { AnswerFigureOut } from "sisuiq-client";

import { MarkdownText, tableIn } from "@/answers/markdown-text";
import * as m from "@/paraglide/messages";

import { FigureMark } from "./figure-mark";
import { FiguresContext } from "./figures-context";
import { markFigures, withMarks } from "./mark-figures";

const REHYPE: Options["rehypePlugins"] = [markFigures];

const COMPONENTS: Components = {
  table: tableIn(m.datachat_table()),
  data: ({ node, children }) => <FigureMark place={Number(node?.properties.value)}>{children}</FigureMark>,
};

/** Where the focus goes from one of the figures; undefined if the key does not move it. */
export function nextFigure(key: string, at: number, count: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
  };
  const wanted = moves[key];
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, 0), count - 1);
}

interface Props {
  text: string;
  figures: AnswerFigureOut[];
  /** Shows where a figure comes from. */
  renderOrigin: (figure: AnswerFigureOut) => ReactNode;
}

/** The text of an answer. Each of its figures opens what is behind it; Escape closes it. */
export function AnswerText({ text, figures, renderOrigin }: Props) {
  const originId = useId();
  const content = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const { text: shown, marked } = useMemo(() => withMarks(text, figures), [text, figures]);
  const current = focused !== null && marked.includes(focused) ? focused : (marked[0] ?? null);
  const figure = opened === null ? undefined : figures[opened];
  const buttonOf = (place: number) => content.current?.querySelector<HTMLElement>(`[data-figure="${place}"]`);

  const moveOrClose = (event: KeyboardEvent) => {
    if (event.key === "Escape" && opened !== null) {
      event.stopPropagation();
      setOpened(null);
      buttonOf(opened)?.focus();
      return;
    }
    const at = (event.target as HTMLElement).dataset.figure;
    const next = at === undefined ? undefined : nextFigure(event.key, marked.indexOf(Number(at)), marked.length);
    const place = next === undefined ? undefined : marked[next];
    if (place !== undefined) {
      event.preventDefault();
      buttonOf(place)?.focus();
    }
  };
  const context = useMemo(
    () => ({
      opened,
      current,
      originId,
      onOpen: (place: number) => setOpened((before) => (before === place ? null : place)),
      onFocus: setFocused,
    }),
    [opened, current, originId],
  );
  return (
    <FiguresContext value={context}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the figures inside */}
      <div ref={content} onKeyDown={moveOrClose}>
        <MarkdownText text={shown} rehype={REHYPE} components={COMPONENTS} />
        {figure && (
          <section
            id={originId}
            data-testid="origin"
            aria-label={m.datachat_origin({ figure: figure.text })}
            className="mt-3 rounded-lg border bg-surface px-4 py-3"
          >
            {renderOrigin(figure)}
          </section>
        )}
      </div>
    </FiguresContext>
  );
}
