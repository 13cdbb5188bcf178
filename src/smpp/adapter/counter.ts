/** Counts from `first` on. */
export function counter(first: number): () => number {
  let next = first;
  return () => next++;
}
