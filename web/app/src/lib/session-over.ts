type Listener = () => void;

const listeners = new Set<Listener>();

/** Tells the pages that are open that somebody has to log in again. */
export const sessionOver = {
  tell(): void {
    for (const listener of listeners) {
      listener();
    }
  },
  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
