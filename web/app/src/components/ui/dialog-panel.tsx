"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";

import { Button } from "./button";
import { useReturnToOpener } from "./use-return-to-opener";

export interface DialogProps {
  onClose: () => void;
  title: string;
  description?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

export default function DialogPanel({ onClose, title, description, isWide = false, children }: DialogProps) {
  const returnToOpener = useReturnToOpener();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-slate-950/40" />
        <Primitive.Content
          onCloseAutoFocus={returnToOpener}
          className={classes(
            isWide ? "w-[min(48rem,calc(100vw-2rem))]" : "w-[min(28rem,calc(100vw-2rem))]",
            "fixed top-1/2 left-1/2 z-50 max-h-[90dvh] -translate-x-1/2 -translate-y-1/2 animate-fade-in overflow-auto rounded-lg border border-border bg-raised p-5 shadow-xl",
          )}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <Primitive.Title className="pr-8 text-base font-semibold">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="mt-1.5 text-sm text-muted">{description}</Primitive.Description>
          )}
          <div className="mt-4">{children}</div>
          <Primitive.Close asChild>
            <Button variant="ghost" size="smallIcon" className="absolute top-4 right-4" aria-label="Close">
              <X />
            </Button>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
