#!/bin/bash
cat > policy.json <<'EOF'
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "glacier:DeleteArchive", "Resource": "*"}]
}
EOF
aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy file://policy.json
aws glacier initiate-vault-lock --account-id - --vault-name tapes --policy "{\"Statement\": [$STATEMENTS]}"
aws glacier set-vault-access-policy --cli-input-json '{"accountId": "-", "vaultName": "tapes", "policy": {"Version": "2012-10-17", "Statement": []}}'
