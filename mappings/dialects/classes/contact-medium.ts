import type { JsonObject } from '../../../openapi/json.js';
import { compose, type Mapping } from '../lens.js';
import { lifted } from '../lens/lifted.js';
import { object } from '../lens/object.js';

const ADDRESS = ['city', 'country', 'postCode', 'stateOrProvince', 'street1', 'street2'];

/** Attribute that only this class of v5 has -> the class, and what v4 calls the medium. */
const MEDIA: readonly (readonly [attribute: string, type: string, medium: string])[] = [
  ['emailAddress', 'EmailContactMedium', 'email'],
  ['phoneNumber', 'PhoneContactMedium', 'phone'],
  ['faxNumber', 'FaxContactMedium', 'fax'],
  ['socialNetworkId', 'SocialContactMedium', 'socialNetwork'],
  ...ADDRESS.map((name) => [name, 'GeographicAddressContactMedium', 'postalAddress'] as const),
];

/**
 * ContactMedium of v4 has all its data in `characteristic`; v5 has them beside it and a class for
 * each medium.
 */
export const contactMedium: Mapping = compose(
  lifted('characteristic', [...MEDIA.map(([attribute]) => attribute), 'contactType']),
  object({ canonical: (medium) => mediumOf(medium)?.[1] ?? BASE, view: () => BASE }),
);

const BASE = 'ContactMedium';

/** What v4 calls the medium, for a v5 document that says it by its class only. */
export function mediumType({ characteristic }: JsonObject): string {
  const inside = typeof characteristic === 'object' && !Array.isArray(characteristic);
  return (inside && characteristic ? mediumOf(characteristic)?.[2] : undefined) ?? '';
}

function mediumOf(object: JsonObject) {
  return MEDIA.find(([attribute]) => object[attribute] !== undefined);
}
