/** The operations AWS has here and the emulator lacks, so that it can answer with their names. From the service model. */
export const otherOperations = `
  AbortMultipartUpload DELETE /{accountId}/vaults/{vaultName}/multipart-uploads/{uploadId}
  AbortVaultLock DELETE /{accountId}/vaults/{vaultName}/lock-policy
  AddTagsToVault POST /{accountId}/vaults/{vaultName}/tags
  CompleteMultipartUpload POST /{accountId}/vaults/{vaultName}/multipart-uploads/{uploadId}
  CompleteVaultLock POST /{accountId}/vaults/{vaultName}/lock-policy/{lockId}
  DeleteArchive DELETE /{accountId}/vaults/{vaultName}/archives/{archiveId}
  DeleteVaultAccessPolicy DELETE /{accountId}/vaults/{vaultName}/access-policy
  DescribeJob GET /{accountId}/vaults/{vaultName}/jobs/{jobId}
  GetDataRetrievalPolicy GET /{accountId}/policies/data-retrieval
  GetJobOutput GET /{accountId}/vaults/{vaultName}/jobs/{jobId}/output
  GetVaultAccessPolicy GET /{accountId}/vaults/{vaultName}/access-policy
  GetVaultLock GET /{accountId}/vaults/{vaultName}/lock-policy
  InitiateJob POST /{accountId}/vaults/{vaultName}/jobs
  InitiateMultipartUpload POST /{accountId}/vaults/{vaultName}/multipart-uploads
  InitiateVaultLock POST /{accountId}/vaults/{vaultName}/lock-policy
  ListJobs GET /{accountId}/vaults/{vaultName}/jobs
  ListMultipartUploads GET /{accountId}/vaults/{vaultName}/multipart-uploads
  ListParts GET /{accountId}/vaults/{vaultName}/multipart-uploads/{uploadId}
  ListProvisionedCapacity GET /{accountId}/provisioned-capacity
  ListTagsForVault GET /{accountId}/vaults/{vaultName}/tags
  PurchaseProvisionedCapacity POST /{accountId}/provisioned-capacity
  RemoveTagsFromVault POST /{accountId}/vaults/{vaultName}/tags
  SetDataRetrievalPolicy PUT /{accountId}/policies/data-retrieval
  SetVaultAccessPolicy PUT /{accountId}/vaults/{vaultName}/access-policy
  UploadArchive POST /{accountId}/vaults/{vaultName}/archives
  UploadMultipartPart PUT /{accountId}/vaults/{vaultName}/multipart-uploads/{uploadId}
`;
