"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";

import { Button } from "./button";
import { useReturnToOpener } from "./use-return-to-opener";

export interface SheetProps {
  onClose: () => void;
  side: "left" | "right";
  title: string;
  className?: string;
  children: ReactNode;
}

export default function SheetPanel({ onClose, side, title, className, children }: SheetProps) {
  const returnToOpener = useReturnToOpener();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-slate-950/40" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnToOpener}
          className={classes(
            "fixed inset-y-0 z-50 flex max-w-[100vw] flex-col bg-background shadow-xl",
            side === "left" ? "left-0 animate-slide-left border-r" : "right-0 animate-slide-right border-l",
            className,
          )}
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          <Primitive.Close asChild>
            <Button variant="ghost" size="icon" className="absolute top-2.5 right-2.5 z-10" aria-label={`Close ${title.toLowerCase()}`}>
              <X />
            </Button>
          </Primitive.Close>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
