"""Transforms a template as CloudFormation does with SAM's own translator, and prints what comes of it as JSON.

    transform.py TEMPLATE

The output has `resources`, their number by type; `bytes`, the size of the result; and `gateway`, the number of resources of the
API. The template has the definition of its API in its place. Nothing is asked of AWS.
"""

import collections
import json
import os
import re
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# the translator takes the partition from it
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")


class NoManagedPolicies:
    """The functions have policies of their own alone."""

    def load(self):
        return {}


def gateway_resources(paths):
    """The nodes of the tree of paths, its root included."""
    nodes = {""}
    for path in paths:
        parts = path.strip("/").split("/")
        nodes.update("/".join(parts[: length + 1]) for length in range(len(parts)))
    return len(nodes)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        # a deployment has uploaded them by then
        text = re.sub(r"\b(CodeUri|ContentUri): \S+", r"\1: s3://bucket/key", file.read())
    template = yaml_parse(text)
    parameters = {name: f"value{name}" for name in template["Parameters"]}
    transformed = transform(template, parameters, NoManagedPolicies())
    resources = collections.Counter(resource["Type"] for resource in transformed["Resources"].values())
    paths = transformed["Resources"]["Api"]["Properties"]["Body"]["paths"]
    result = {
        "resources": resources,
        "bytes": len(json.dumps(transformed).encode()),
        "gateway": gateway_resources(paths),
    }
    json.dump(result, sys.stdout)


main()
