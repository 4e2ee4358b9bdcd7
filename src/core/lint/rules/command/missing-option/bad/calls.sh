#!/bin/bash
aws glacier set-vault-notifications --vault-notification-config file://notificationconfig.json
aws pinpoint put-event-stream --application-id 0123456789abcdef0123456789abcdef
aws connect delete-push-notification-registration --instance-id a --registration-id --contact-id c
if aws notifications register-notification-hub; then
  HUBS=$(aws notifications deregister-notification-hub)
fi
