"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { wholeNumber } from "@/lib/whole-number";
import * as m from "@/paraglide/messages";

interface Props {
  page: number;
  /** The number of pages, once it is known. */
  pages: number | undefined;
  onTurn: (page: number) => void;
}

/** Turns the pages of a document, one by one or to a number. */
export function PageTurner({ page, pages, onTurn }: Props) {
  const [typed, setTyped] = useState(String(page));
  useEffect(() => setTyped(String(page)), [page]);
  const isFirst = page <= 1;
  const isLast = pages === undefined || page >= pages;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = wholeNumber(typed.trim());
    if (wanted !== null && (pages === undefined || wanted <= pages)) {
      onTurn(wanted);
    } else {
      setTyped(String(page));
    }
  };
  return (
    <nav aria-label={m.documents_turner()} className="flex items-center gap-1 py-1 text-[0.8125rem] text-muted">
      {/* a button that became disabled would lose the focus */}
      <Button
        variant="ghost"
        size="smallIcon"
        aria-label={m.common_previous_page()}
        aria-disabled={isFirst}
        onClick={() => !isFirst && onTurn(Math.min(page - 1, pages ?? page))}
      >
        <ChevronLeft />
      </Button>
      <form onSubmit={submit} noValidate className="flex items-center gap-1.5">
        {m.documents_turner_page()}
        <span className="w-14">
          <Input
            aria-label={m.documents_turner_number()}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => setTyped(String(page))}
            className="text-center tabular-nums"
          />
        </span>
        {pages !== undefined && <span className="whitespace-nowrap tabular-nums">{m.documents_turner_of({ pages })}</span>}
      </form>
      <Button
        variant="ghost"
        size="smallIcon"
        aria-label={m.common_next_page()}
        aria-disabled={isLast}
        onClick={() => !isLast && onTurn(page + 1)}
      >
        <ChevronRight />
      </Button>
    </nav>
  );
}
