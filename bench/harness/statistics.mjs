/** @param {ArrayLike<number>} values */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How many times faster than the other one is, round against round. */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((value, round) => theirs[round] / value);
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
