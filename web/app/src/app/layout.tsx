import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { baseLocale } from "@/lib/locale";
import { chooser } from "@/paraglide/chooser";
import * as m from "@/paraglide/messages";
import { Providers } from "@/shell/providers";

import "./globals.css";

export const metadata: Metadata = {
  title: { default: m.shell_product(), template: m.pages_title() },
  description: m.pages_description(),
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0b1120" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // the script below sets a class before React hydrates
    <html lang={baseLocale} suppressHydrationWarning>
      <head>
        <script src="/theme.js" />
        {/* sets the texts of the reader's locale */}
        {process.env.NODE_ENV === "production" && <script src={chooser} />}
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
