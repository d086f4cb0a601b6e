import { PATHS } from '../paths.js';
import { serviceCharacteristics } from './characteristics.js';
import type { Wanted } from './characteristics.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';
import type { JsonObject } from '../../../openapi/json.js';

const ADDRESS: Wanted = {
  name: 'siteAddress',
  valueType: 'string',
  description: 'Where the service ends',
};
const ACCESS_TYPE: Wanted = {
  name: 'accessType',
  valueType: 'string',
  description: 'How the site is reached',
  allowed: ['fibre', 'copper'],
};
const BANDWIDTH: Wanted = {
  name: 'bandwidth',
  valueType: 'integer',
  description: 'Committed rate',
  unit: 'Mbit/s',
};
const CHANNELS: Wanted = {
  name: 'voiceChannels',
  valueType: 'integer',
  description: 'Calls at the same time',
};
const LINE_TYPE: Wanted = {
  name: 'lineType',
  valueType: 'string',
  description: 'What the telephones are connected to',
  allowed: ['sip', 'analogue'],
};
const LEVEL: Wanted = { name: 'serviceLevel', valueType: 'string', description: 'Promised level' };
const MODEL: Wanted = { name: 'routerModel', valueType: 'string', description: 'Model' };
const NUMBERS: Wanted = {
  name: 'numberCount',
  valueType: 'integer',
  description: 'Telephone numbers in the block',
};

/**
 * TMF633: services that a customer sees (CFS), and those of the network that realise them (RFS).
 */
export const SERVICES: readonly Entry[] = [
  customerFacing('site-assurance', 'Site assurance', [LEVEL], {}),
  customerFacing('internet-access', 'Internet access', [BANDWIDTH, ADDRESS, ACCESS_TYPE], {
    serviceSpecRelationship: [
      refer('service/fibre-access', { relationshipType: 'realisedAs' }),
      refer('service/copper-access', { relationshipType: 'realisedAs' }),
      refer('service/ip-routing', { relationshipType: 'requires' }),
    ],
  }),
  customerFacing('business-voice', 'Business voice', [CHANNELS, LINE_TYPE], {
    isBundle: true,
    serviceSpecRelationship: [
      refer('service/number-block', { relationshipType: 'bundles' }),
      refer('service/sip-trunk', { relationshipType: 'realisedAs' }),
    ],
  }),
  customerFacing('number-block', 'Telephone number block', [NUMBERS], {}),
  customerFacing('managed-router', 'Managed router', [MODEL, ADDRESS], {
    resourceSpecification: [refer('resource/router')],
  }),
  resourceFacing('fibre-access', 'Fibre access', [BANDWIDTH, ADDRESS, ACCESS_TYPE], {
    resourceSpecification: [refer('resource/optical-terminal'), refer('resource/fibre-port')],
  }),
  resourceFacing('copper-access', 'Copper access', [BANDWIDTH, ADDRESS, ACCESS_TYPE], {
    resourceSpecification: [refer('resource/copper-pair')],
  }),
  resourceFacing('ip-routing', 'IP routing', [BANDWIDTH], {
    resourceSpecification: [refer('resource/address-range'), refer('resource/routing-domain')],
  }),
  resourceFacing('sip-trunk', 'SIP trunk', [CHANNELS, LINE_TYPE], {
    resourceSpecification: [refer('resource/voice-channel'), refer('resource/voice-gateway')],
  }),
];

function customerFacing(key: string, name: string, wanted: Wanted[], more: JsonObject) {
  return specification('CustomerFacingServiceSpecification', key, name, wanted, more);
}

function resourceFacing(key: string, name: string, wanted: Wanted[], more: JsonObject) {
  return specification('ResourceFacingServiceSpecification', key, name, wanted, more);
}

function specification(
  type: string,
  key: string,
  name: string,
  wanted: readonly Wanted[],
  more: JsonObject,
): Entry {
  return {
    key: `service/${key}`,
    path: `${PATHS.serviceCatalog}/serviceSpecification`,
    body: {
      '@type': type,
      '@baseType': 'ServiceSpecification',
      name,
      version: '1.0',
      lifecycleStatus: 'Active',
      specCharacteristic: serviceCharacteristics(wanted),
      ...more,
    },
  };
}
