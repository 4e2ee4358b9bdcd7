#!/bin/bash
cat > policy.json <<'EOF'
{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[]}"}
EOF
aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy file://policy.json
aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$POLICY"
cat > queue.json <<'EOF'
{"Version": "2012-10-17", "Statement": []}
EOF
aws sqs set-queue-attributes --queue-url x --attributes file://queue.json
