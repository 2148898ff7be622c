import { askBeforeLeaving } from "@/lib/leaving";

import { chosen, isHere, isUnderWay, type Replaced, type Upload } from "./upload";

interface Known {
  uploads: Upload[];
  /** Whether they are shown in a window over the page. */
  isShown: boolean;
}

let known: Known = { uploads: [], isShown: false };
const listeners = new Set<() => void>();

/** The uploads of this window. They outlive the page that they were begun on, and whatever shows them. */
export const uploadStore = {
  get: () => known,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  add: (files: File[], replaced: Replaced | null = null) =>
    set({ uploads: [...known.uploads, ...files.map((file) => chosen(file, replaced))] }),
  change: (key: string, news: Partial<Upload>) =>
    set({ uploads: known.uploads.map((upload) => (upload.key === key ? { ...upload, ...news } : upload)) }),
  remove: (key: string) => set({ uploads: known.uploads.filter((upload) => upload.key !== key) }),
  show: () => set({ isShown: true }),
  hide: () => set({ uploads: remaining(known.uploads), isShown: false }),
};

function set(news: Partial<Known>): void {
  known = { ...known, ...news };
  askBeforeLeaving("uploads", known.uploads.some(isHere));
  for (const listener of listeners) {
    listener();
  }
}

/** What is still wanted when nobody looks at it any more. */
function remaining(uploads: Upload[]): Upload[] {
  return uploads.some(isUnderWay) ? uploads.filter(({ state }) => state !== "refused") : [];
}
