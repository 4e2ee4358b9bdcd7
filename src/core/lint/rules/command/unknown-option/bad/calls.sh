#!/bin/bash
aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-confg file://notificationconfig.json
aws notifications register-notification-hub --notification-hub-region eu-west-1 --tags Owner=me
aws pinpoint get-event-stream --applicationId 0123456789abcdef0123456789abcdef
aws glacier delete-vault-notifications --account-id - --vault-name "$VAULT" —region eu-west-1
aws glacier delete-vault-notifications --account-id - --vault-name tapes --vaultname other
aws pinpoint delete-event-stream "--application_id" "$APP" "$@"
aws glacier get-vault-notifications --account-id - --vault-name old tapes
aws notifications register-notification-hub --notification-hub-region us-east-1 eu-west-1 2>&1
