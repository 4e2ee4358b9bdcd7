#!/usr/bin/env bash
# Tells the operations topic when a tape can be downloaded. Nothing runs it here: the editor only reads it.
set -euo pipefail

aws glacier set-vault-notifications \
  --region us-east-1 \
  --account-id - \
  --vault-name tape-archive-003 \
  --vault-notification-config '{
    "snsTopic": "arn:aws:sns:us-east-1:111122223333:ops-alerts",
    "Events": ["ArchiveRetrievalCompleted", "InventoryRetrieval"]
  }'
