"""Writes src/core/lint/inline/awsOptions.json: which options the AWS CLI takes for the operations that we read in scripts.

Run `python3 build/awsOptions.py` where version 1 of the AWS CLI is installed, then format the file with Biome. Of each
operation it keeps the options that are its own, as the CLI itself lists them; each takes one value, which is asserted. What
every operation takes is in commandOptions.ts, version 2 included.
"""

import json
from pathlib import Path

import awscli.clidriver

OPERATIONS = {
    "connect": ["create-push-notification-registration", "delete-push-notification-registration"],
    "glacier": [
        "delete-vault-access-policy",
        "delete-vault-notifications",
        "get-vault-access-policy",
        "get-vault-notifications",
        "initiate-vault-lock",
        "set-vault-access-policy",
        "set-vault-notifications",
    ],
    "notifications": ["deregister-notification-hub", "list-notification-hubs", "register-notification-hub"],
    "pinpoint": ["delete-event-stream", "get-event-stream", "put-event-stream"],
}
OF_EVERY_OPERATION = {"cli-input-json", "generate-cli-skeleton"}
TARGET = Path(__file__).parent.parent / "src" / "core" / "lint" / "inline" / "awsOptions.json"

services = awscli.clidriver.create_clidriver().create_help_command().command_table


def options_of(service, operation):
    commands = services[service]._get_command_table()
    own = {name: option for name, option in commands[operation].arg_table.items() if name not in OF_EVERY_OPERATION}
    assert not any(option.cli_type_name in ("boolean", "list") for option in own.values()), operation
    required = [f"--{name}" for name, option in own.items() if option.required]
    return {
        "required": required,
        "optional": [f"--{name}" for name in own if f"--{name}" not in required],
        "objects": [f"--{name}" for name, option in own.items() if option.cli_type_name == "structure"],
    }


table = {f"{service} {one}": options_of(service, one) for service, all in OPERATIONS.items() for one in all}
TARGET.write_text(json.dumps(table, indent=2) + "\n")
