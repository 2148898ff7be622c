import type { LucideIcon } from "lucide-react";

/** The icon of each page of a workspace, by its path. They are apart from the registry, so that a page loads only its own. */
export type PageIcons = Record<string, LucideIcon>;
