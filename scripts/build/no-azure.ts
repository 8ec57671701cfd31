/**
 * Stands in for Microsoft's cloud packages inside the bundled SQL Server driver. Logging in through Azure and keys kept
 * in Azure are not offered by the product (`--to mssql://…` takes user and password, or Windows login), and the packages
 * would be nine tenths of the driver.
 */
function NotOffered(): never {
  throw new Error("Logging in to SQL Server through Azure is not part of this program.");
}

export {
  NotOffered as ClientSecretCredential,
  NotOffered as CryptographyClient,
  NotOffered as DefaultAzureCredential,
  NotOffered as KeyClient,
  NotOffered as ManagedIdentityCredential,
  NotOffered as UsernamePasswordCredential,
  NotOffered as WorkloadIdentityCredential,
};

export function isTokenCredential(): boolean {
  return false;
}
