"""Writes src/emulator/awsModels.json: what AWS's service models say of each emulated service, names alone.

Run `python3 build/awsModels.py` where botocore is installed (it comes with the AWS CLI), then format the file with Biome.
Of each service it keeps name and version, the operations with method and path, those that nobody signs, and the HTTP status
of each error; awsJson services answer every error with 400.
"""

import json
from pathlib import Path

import botocore.session

SERVICES = [
    "account",
    "cloudtrail",
    "cloudwatch",
    "config",
    "connect",
    "firehose",
    "glacier",
    "iam",
    "kinesis",
    "kms",
    "notifications",
    "organizations",
    "pinpoint",
    "resource-explorer-2",
    "sns",
    "sso",
    "sso-oidc",
    "sts",
]
TARGET = Path(__file__).parent.parent / "src" / "emulator" / "awsModels.json"


def status_of(shape):
    error = shape.metadata.get("error") or {}
    return error.get("code", shape.name), error.get("httpStatusCode", 400)


def model_of(service):
    model = botocore.session.get_session().get_service_model(service)
    operations = [model.operation_model(name) for name in sorted(model.operation_names)]
    return {
        "name": service,
        "version": model.api_version,
        "operations": {one.name: f"{one.http['method']} {one.http['requestUri']}" for one in operations},
        "unsigned": [one.name for one in operations if one.auth_type == "none"],
        "errors": dict(sorted(status_of(shape) for shape in model.error_shapes)),
    }


TARGET.write_text(json.dumps({service: model_of(service) for service in SERVICES}, indent=2) + "\n")
