/** The base paths that the demo speaks to, as TM Forum published them. */
export const PATHS = {
  productCatalog: '/tmf-api/productCatalogManagement/v4',
  serviceCatalog: '/tmf-api/serviceCatalogManagement/v4',
  resourceCatalog: '/tmf-api/resourceCatalog/v4',
  productOrdering: '/tmf-api/productOrderingManagement/v4',
  productOrderingV5: '/tmf-api/productOrderingManagement/v5',
  productInventory: '/tmf-api/productInventory/v4',
  serviceInventory: '/tmf-api/serviceInventory/v4',
  resourceInventory: '/tmf-api/resourceInventoryManagement/v4',
  processFlow: '/tmf-api/processFlowManagement/v4',
  party: '/tmf-api/party/v4',
  account: '/tmf-api/accountManagement/v4',
} as const;
