#!/bin/bash
aws glacier delete-vault-notifications --account-id - --vault-name tapes --region eu-west-1 --output yaml --query x --debug
aws glacier delete-vault-notifications --acc - --vault tapes --regi eu-west-1
aws notifications list-notification-hubs --max-items 3 --cli-read-timeout 5
aws glacier delete-vault-notifications --account-id=- --vault-name=--x
aws glacier delete-vault-notifications "--$NAME" x
run aws glacier delete-vault-notifications --nothing
my-aws glacier delete-vault-notifications --nothing
aws glacier delete-vault-notifications [--nothing]
