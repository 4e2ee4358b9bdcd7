#!/bin/bash
aws glacier get-vault-notifications --account-id - --vault-name tapes --vault-name tapes
aws glacier get-vault-notifications --account-id - --vault-name tapes --vault-name "$VAULT"
aws glacier set-vault-notifications --vault-name tapes --cli-input-json file://a.json
