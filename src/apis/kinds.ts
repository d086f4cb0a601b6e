/**
 * Names that several APIs give to things of their own: their documents are kept apart by the API's
 * number.
 */
const SHARED_NAMES: ReadonlySet<string> = new Set(['importJob', 'exportJob']);

/**
 * The kind of the documents that API `number` serves under `name`, which is the newest version's:
 * (622, 'productOrder') is `productOrder`, (620, 'importJob') is `importJob620`.
 */
export function kindOf(number: number, name: string): string {
  return SHARED_NAMES.has(name) ? `${name}${number}` : name;
}

/**
 * The class (`@type`) that a document of this resource has unless it says otherwise: `productOrder`
 * is `ProductOrder`.
 */
export function classOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
