/** Five steps of one hue. Their brightness differs, so that they can be told apart without colour. */
export const STEP_COLOURS = ["bg-heat-1", "bg-heat-2", "bg-heat-3", "bg-heat-4", "bg-heat-5"];

/** The step of a value between the least and the greatest one. */
export function heatStep(value: number, from: number, to: number): number {
  const share = to > from ? (value - from) / (to - from) : 0;
  return Math.min(Math.floor(share * STEP_COLOURS.length), STEP_COLOURS.length - 1);
}
