#!/bin/bash
aws glacier get-vault-notifications --acc - --vault tapes
aws glacier set-vault-notifications --account-id - --vault-name "$VAULT"
aws glacier set-vault-notifications --cli-input-json file://request.json
aws glacier set-vault-notifications --generate-cli-skeleton
aws glacier set-vault-notifications help
aws glacier delete-vault-notifications "${OPTIONS[@]}"
aws glacier delete-vault-notifications --account-id - $MORE
ls vaults | xargs -n 1 aws glacier delete-vault-notifications --account-id - --vault-name
call=(aws glacier get-vault-notifications --account-id -)
echo aws glacier get-vault-notifications --vault-name tapes
aws notifications list-notification-hubs
