import type { JsonObject } from '../../openapi/json.js';
import type { StoredDocument } from '../documents/document.js';
import type { Unit } from '../documents/unit.js';

/** Who calls and how, as far as behaviour may depend on it. */
export interface Caller {
  /** For the audit: the authenticated client, else `anonymous`. */
  readonly actor: string;
  /** W3C trace context of the request, for what it sets off. */
  readonly traceparent?: string;
  /** For a resource under another one's path: the id of that one, which exists. */
  readonly parent?: string;
}

/**
 * What a resource does beyond being stored. Bodies are canonical, checked against the contract, and
 * defaults of the contract are filled in. Everything happens in the unit it is given; faults are
 * thrown as Refusal, all at once. What is left out behaves as any document does (documents/).
 */
export interface Behaviour {
  /** The resource's name in the paths: `productOrder`. */
  readonly kind: string;
  create?(unit: Unit, body: JsonObject, caller: Caller): Promise<StoredDocument>;
  /**
   * `next` is the present body with the patch applied; `patch` is what the client sent, in
   * canonical words.
   */
  patch?(
    unit: Unit,
    document: StoredDocument,
    next: JsonObject,
    patch: JsonObject,
    caller: Caller,
  ): Promise<StoredDocument>;
  remove?(unit: Unit, document: StoredDocument, caller: Caller): Promise<void>;
}
