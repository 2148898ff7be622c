type Listener = () => void;

const listeners = new Set<Listener>();

/** Notifies open pages that the session has expired. */
export const sessionExpired = {
  publish(): void {
    for (const listener of listeners) {
      listener();
    }
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
