/**
 * Cheap tests of a file's name and text, free of every rule: what loads the linter may ask them before it is loaded.
 */

/** Names that decide on the kind of a document, whatever it holds. */
const DECIDING_NAME =
  /\.(?:notification-hub|vault-notifications|event-stream|push-registration|notifications|tf)\.jsonc?$/i;

/** One of these stands in every text that content can make ours; searching is cheaper than parsing. */
const MARKS =
  /snstopic|"events|vaultnotificationconfig|destinationstreamarn|eventstream"|notificationhubregion|devicetoken|pinpointapparn|"accounts"|aws::notifications|aws::pinpoint|aws::glacier|glacier:|aws_glacier_vault|aws_pinpoint_event_stream|aws_notifications_notification_hub|\\u|vaultlist|notificationhubs|"item"|"records"|messageid/i;

/** True where the name alone makes a JSON document ours. */
export function decidesByName(fileName: string): boolean {
  return DECIDING_NAME.test(fileName);
}

/** False for a text that is surely none of ours, so that other people's large files are not parsed. */
export function mayBeOurs(text: string): boolean {
  return MARKS.test(text);
}
