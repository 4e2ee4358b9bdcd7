aws glacier set-vault-notifications --account-id - --vault-name tapes \
  --vault-notification-config SNSTopic=arn:aws:sns:eu-west-1:444455556666:jobs,Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted
