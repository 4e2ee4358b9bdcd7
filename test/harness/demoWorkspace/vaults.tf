resource "aws_notifications_notification_hub" "eu" {
  region = "eu-west-1"
}

resource "aws_glacier_vault" "tapes" {
  name          = "tape-archive-006"
  access_policy = data.aws_iam_policy_document.tapes.json

  notification {
    sns_topic = aws_sns_topic.jobs.arn
    events    = ["ArchiveRetrievalCompleted", "InventoryRetrieval"]
  }
}

data "aws_iam_policy_document" "tapes" {
  statement {
    actions   = ["glacier:InitiateJob"]
    resources = ["arn:aws:glacier:us-east-1:111122223333:vaults/tape-archive-006"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
