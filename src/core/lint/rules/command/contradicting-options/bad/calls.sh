#!/bin/bash
aws glacier get-vault-notifications --account-id - --vault-name tapes --region eu-west-1 --region eu-north-1
aws glacier get-vault-notifications --cli-input-json file://a.json --cli-input-yaml file://a.yaml
