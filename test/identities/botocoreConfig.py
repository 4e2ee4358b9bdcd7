"""Reads pairs of shared files as botocore does: a line of JSON in, a line of JSON out, until the input ends."""

import json
import os
import sys
import tempfile

from botocore.exceptions import BotoCoreError
from botocore.session import Session


def flat(settings):
    """A section's settings, those of nested ones named `outer.inner`."""
    found = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            found.update({f"{name}.{inner.lower()}": text for inner, text in value.items()})
        else:
            found[name] = value
    return found


def read(folder, pair):
    session = Session(include_builtin_handlers=False)
    for variable, text in zip(("config_file", "credentials_file"), pair):
        path = os.path.join(folder, variable)
        with open(path, "wb") as file:
            file.write(text.encode("utf-8"))
        session.set_config_variable(variable, path)
    try:
        config = session.full_config
    except BotoCoreError as error:
        return {"refused": type(error).__name__}
    kinds = ("profiles", "sso_sessions", "services")
    return {kind: {name: flat(of) for name, of in config.get(kind, {}).items()} for kind in kinds}


with tempfile.TemporaryDirectory() as folder:
    for line in sys.stdin:
        print(json.dumps(read(folder, json.loads(line))), flush=True)
