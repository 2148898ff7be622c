"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

import { isPlainClick } from "@/lib/is-plain-click";

interface Props extends ComponentProps<"a"> {
  /** A path of this application. */
  href: string;
}

/**
 * A link to another page of the application. The code of that page is loaded when the user points at the link, focuses or
 * touches it. `next/link` loads it for every link in view, or only after the click, and adds 6 kB to every page.
 */
export function Link({ href, onClick, onPointerEnter, onTouchStart, onFocus, ...rest }: Props) {
  const router = useRouter();
  const prefetch = () => router.prefetch(href);
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!event.defaultPrevented && isPlainClick(event)) {
      event.preventDefault();
      router.push(href);
    }
  };
  return (
    <a
      href={href}
      onClick={open}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        prefetch();
      }}
      onTouchStart={(event) => {
        onTouchStart?.(event);
        prefetch();
      }}
      onFocus={(event) => {
        onFocus?.(event);
        prefetch();
      }}
      {...rest}
    />
  );
}
