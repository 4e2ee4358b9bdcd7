#!/bin/sh
aws notifications register-notification-hub --notification-hub-region eu-west-1 --region us-east-1
aws notifications list-notification-events --region eu-west-1
aws glacier list-vaults --account-id - --region eu-west-1
