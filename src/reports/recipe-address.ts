/** The page on which a number opens its recipe. */
export function recipeAddress(wave: string, node: string, district: string): string {
  return `/waves/${encodeURIComponent(wave)}/recipe?${new URLSearchParams({ node, district }).toString()}`;
}
