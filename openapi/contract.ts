/**
 * The served contracts, as data: which API, which version, where. Built documents are in
 * openapi/generated.
 */
export interface Contract {
  /** Greps the house: `tmf622-product-ordering`, or `turnup`. */
  readonly api: string;
  /** TM Forum's number, `622`; null for Turnup's own. */
  readonly number: number | null;
  readonly version: 'v4' | 'v5' | 'v1';
  /** `/tmf-api/productOrderingManagement/v4` */
  readonly basePath: string;
  /** Other base paths found in use that mean the same. */
  readonly aliases: readonly string[];
  /** Absolute path of the built OpenAPI 3.0 document (JSON). */
  readonly file: string;
}
