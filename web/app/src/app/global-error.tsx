"use client";

import { locale } from "@/lib/locale";

import PageError from "./error";

/** In place of the layout of all pages, when that one fails. */
export default function GlobalError(props: { error: Error; reset: () => void }) {
  return (
    <html lang={locale}>
      <body>
        <PageError {...props} />
      </body>
    </html>
  );
}
