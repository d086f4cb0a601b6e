import { contactMedium } from './classes/contact-medium.js';
import { relatedParty as anyRelatedParty } from './classes/party.js';
import { ref } from './classes/references.js';
import type { Dialect } from './dialect.js';
import type { JsonObject } from '../../openapi/json.js';
import { v4Dialect } from './define.js';
import { compose, type Mapping } from './lens.js';
import { isReference, named } from './lens/class-name.js';
import { each } from './lens/each.js';
import { answering, told } from './lens/mandatory.js';
import { as, object, type Attributes } from './lens/object.js';

const relatedParty = answering({ name: '' }, anyRelatedParty);

const contact = answering(
  { contactType: '', validFor: {} },
  object('Contact', { contactMedium: each(contactMedium), relatedParty }),
);

const taxExemption = answering(
  { issuingJurisdiction: '', validFor: {} },
  object(named('TaxExemptionCertificate', 'AccountTaxExemption')),
);

const accountBalance = answering(
  { balanceType: '', amount: {}, validFor: {} },
  object('AccountBalance'),
);

const accountRelationship = answering(
  { relationshipType: '', validFor: {} },
  object('AccountRelationship', { account: ref('AccountRef') }),
);

const billStructure = object('BillStructure', {
  cycleSpecification: markedRefOrValue('BillingCycleSpecification'),
  format: markedRefOrValue('BillFormat'),
  presentationMedia: each(markedRefOrValue('BillPresentationMedia')),
});

const ACCOUNT: Attributes = {
  accountBalance: each(accountBalance),
  accountRelationship: each(accountRelationship),
  contact: each(contact),
  lastModified: as('lastUpdate'),
  relatedParty: each(relatedParty),
  taxExemption: each(taxExemption),
};

/** Accounts as v4.0 has them. */
export const tmf666: Dialect = v4Dialect('tmf666-account', {
  partyAccount: partyAccount('PartyAccount'),
  billingAccount: partyAccount('BillingAccount'),
  settlementAccount: partyAccount('SettlementAccount'),
  financialAccount: answering({ name: '' }, object('FinancialAccount', ACCOUNT)),
  billingCycleSpecification: answering({ name: '' }, object('BillingCycleSpecification')),
  billFormat: answering({ name: '' }, object('BillFormat')),
  billPresentationMedia: answering({ name: '' }, object('BillPresentationMedia')),
});

function partyAccount(type: string): Mapping {
  const paymentMethod = ref('PaymentMethodRef');
  return answering(
    { name: '', relatedParty: [] },
    object(type, {
      ...ACCOUNT,
      billStructure,
      defaultPaymentMethod: paymentMethod,
      financialAccount: ref('FinancialAccountRef'),
      paymentPlan: each(object('PaymentPlan', { paymentMethod })),
    }),
  );
}

/** v4 marks a reference by `isRef`, v5 by its class. */
function markedRefOrValue(value: string): Mapping {
  const reference = `${value}Ref`;
  const className = (marked: JsonObject) => {
    if (typeof marked.isRef !== 'boolean') return isReference(marked) ? reference : value;
    return marked.isRef && marked.id !== undefined ? reference : value;
  };
  return answering(
    { name: '' },
    compose(
      object({ canonical: className, view: className }),
      told('isRef', ({ '@type': type }) => type === reference),
    ),
  );
}
