"""Turns the SAM template into plain CloudFormation, so that the linter sees what will be deployed.

    translate.py template.yaml translated.json

The linter checks SAM templates against their own schemas only and misses wrong runtimes, timeouts
and references inside policies; in the translated template it finds them.
"""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


class AwsManagedPolicies:
    """The managed policies that SAM adds by name, without asking AWS for the whole list."""

    def load(self):
        return {}


def main(source, target):
    with open(source, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    # the code is uploaded at deployment; here any place will do
    template.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
    with open(target, "w", encoding="utf-8") as file:
        json.dump(transform(template, {}, AwsManagedPolicies()), file, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
