import { PATHS } from '../paths.js';
import { resourceCharacteristics } from './characteristics.js';
import type { Wanted } from './characteristics.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';
import type { JsonObject } from '../../../openapi/json.js';

/** TMF634: what is installed at a site or reserved in the network. */
export const RESOURCES: readonly Entry[] = [
  physical('optical-terminal', 'Optical network terminal', [text('siteAddress', 'Where it goes')]),
  logical('fibre-port', 'Fibre access port', [number('bandwidth', 'Committed rate', 'Mbit/s')]),
  physical('copper-pair', 'Copper pair', [text('siteAddress', 'Where it ends')]),
  logical('address-range', 'IP address range', [
    number('prefixLength', 'Length of the network prefix'),
  ]),
  logical('routing-domain', 'Customer routing domain', []),
  logical('voice-channel', 'Voice channel', []),
  physical('voice-gateway', 'Analogue voice gateway', [
    text('lineType', 'What is connected to it'),
  ]),
  logical('router-licence', 'Router software licence', [
    text('routerModel', 'What it is valid for'),
  ]),
  physical('power-supply', 'Router power supply', []),
  physical(
    'router',
    'Site router',
    [text('routerModel', 'Model'), text('siteAddress', 'Where it goes')],
    [
      refer('resource/router-licence', { relationshipType: 'requires' }),
      // The power supply comes in the router's box: named in the catalog, never ordered by itself.
      refer('resource/power-supply', { relationshipType: 'composedOf' }),
    ],
  ),
];

function physical(key: string, name: string, wanted: Wanted[], relations: JsonObject[] = []) {
  return specification('PhysicalResourceSpecification', key, name, wanted, relations);
}

function logical(key: string, name: string, wanted: Wanted[]) {
  return specification('LogicalResourceSpecification', key, name, wanted, []);
}

function specification(
  type: string,
  key: string,
  name: string,
  wanted: readonly Wanted[],
  relations: JsonObject[],
): Entry {
  return {
    key: `resource/${key}`,
    path: `${PATHS.resourceCatalog}/resourceSpecification`,
    body: {
      '@type': type,
      '@baseType': 'ResourceSpecification',
      name,
      version: '1.0',
      lifecycleStatus: 'Active',
      resourceSpecCharacteristic: resourceCharacteristics(wanted),
      ...(relations.length > 0 && { resourceSpecRelationship: relations }),
    },
  };
}

function text(name: string, description: string): Wanted {
  return { name, valueType: 'string', description };
}

function number(name: string, description: string, unit?: string): Wanted {
  return { name, valueType: 'integer', description, ...(unit !== undefined && { unit }) };
}
