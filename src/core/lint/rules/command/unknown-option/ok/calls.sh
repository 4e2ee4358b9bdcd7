#!/bin/bash
aws glacier delete-vault-notifications --account-id - --vault-name tapes --region eu-west-1 --output yaml --query x --debug
aws glacier delete-vault-notifications --acc - --vault tapes --regi eu-west-1
aws notifications list-notification-hubs --max-items 3 --cli-read-timeout 5
aws glacier delete-vault-notifications --account-id=- --vault-name=--x
aws glacier delete-vault-notifications "--$NAME" x
run aws glacier delete-vault-notifications --nothing
my-aws glacier delete-vault-notifications --nothing
aws glacier delete-vault-notifications [--nothing]
aws glacier get-vault-notifications --account-id - --vault-name tapes 2>/dev/null | jq . || true
aws glacier get-vault-notifications --account-id - --vault-name tapes >out.json 2>&1 &
aws glacier get-vault-notifications --account-id - --vault-name tapes $MORE x
aws glacier get-vault-notifications --account-id - --vault-name tapes {% if quiet %}--output text{% endif %}
aws glacier get-vault-notifications help
echo aws glacier get-vault-notifications --account-id - --vault-name tapes of the archive
find . -name x -exec aws glacier get-vault-notifications --account-id - --vault-name tapes {} +
aws glacier get-vault-notifications --account-id - --vault-name 740f4707 bebcf74f 9b7c25d4
