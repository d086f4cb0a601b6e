import type { JsonObject } from '../../../openapi/json.js';
import type { Attributes } from '../lens/object.js';
import { each } from '../lens/each.js';
import { answering, demanding } from '../lens/mandatory.js';
import { object } from '../lens/object.js';
import { LONG_AGO } from '../words.js';
import { characteristic } from './characteristic.js';
import { contactMedium, mediumType } from './contact-medium.js';
import { engagedParty, relatedPartyOrRole } from './party.js';
import { ref, refs } from './references.js';

const account = answering({ name: '' }, demanding({ id: '' }, ref('AccountRef')));

const creditProfile = answering(
  { creditProfileDate: startOfValidity, validFor: {} },
  object('CreditProfile'),
);

/** What a party's role has, a customer's among them. */
export const PARTY_ROLE: Attributes = {
  account: each(account),
  agreement: refs('AgreementRef'),
  characteristic: each(characteristic),
  contactMedium: each(answering({ mediumType, characteristic: {} }, contactMedium)),
  creditProfile: each(creditProfile),
  engagedParty,
  paymentMethod: refs('PaymentMethodRef'),
  relatedParty: each(relatedPartyOrRole),
};

/** A profile that does not say when it was made is as old as its validity, or older than any. */
function startOfValidity({ validFor }: JsonObject): string {
  const start =
    typeof validFor === 'object' && validFor !== null && !Array.isArray(validFor)
      ? validFor.startDateTime
      : undefined;
  return typeof start === 'string' ? start : LONG_AGO;
}
