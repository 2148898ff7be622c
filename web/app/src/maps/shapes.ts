/** The shapes of points by their layer, around the origin: colour is not all that tells layers apart. */
export const SHAPES = [
  "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
  "M-3 -3h6v6h-6z",
  "M0-4.5l4.2 7.5h-8.4z",
  "M0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
  "M-1.5-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
];

/** The colours of layers. */
export const LAYER_COLOURS = ["text-series-1", "text-series-3", "text-series-4", "text-series-2", "text-series-rest"];
