// In place of the polyfills that Next.js adds to every page: the supported browsers have all of them.
export {};
