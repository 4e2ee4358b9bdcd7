#!/bin/sh
aws notifications register-notification-hub --notification-hub-region eu-west-1 --region eu-west-1
aws --region eu-central-1 notifications list-notification-hubs
