"""Create in the local cloud what the template declares: bucket, queues and notification, and the secrets beside them.

    create_resources.py stores --template FILE --origin URL --sender ADDRESS
    create_resources.py notification --template FILE --origin URL --sender ADDRESS

`stores` creates the versioned bucket with its CORS rules, the ingest queue, the queues of text recognition, of
batches of predictions and of runs of sources and of fetched runs and of batches of screenings with their dead-letter queues, the queue of the outbox, the address that e-mails come from, and
the secrets, of which it reads {name: value} from standard input; it prints {"bucket", "queue_url",
"dead_letter_queue_url", "ocr_queue_url", "ocr_dead_letter_queue_url", "predict_batch_queue_url",
"predict_batch_dead_letter_queue_url", "fetch_queue_url", "fetch_dead_letter_queue_url", "process_queue_url", "process_dead_letter_queue_url",
"screen_batch_queue_url", "screen_batch_dead_letter_queue_url",
"outbox_queue_url"} as JSON. `notification` then connects the
bucket to its queues: it is a step of its own, because originals that are put back after a restart must not be announced
as new.
Both may be repeated. Names and settings are read from the template as the stage dev with the first `--origin` as its
BaseUrl and any others as its CorsAllowedOrigins.
Endpoint, region and credentials come from the usual AWS_* variables.
"""

import argparse
import json
import re
import sys

import boto3
import yaml
from botocore.config import Config
from botocore.exceptions import ClientError

QUEUE_SETTINGS = ("VisibilityTimeout", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds")
CORS_NAMES = {"ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds"}


class Template:
    """The resources of a CloudFormation template with !Ref, !Sub and !If of parameters resolved."""

    def __init__(self, path, origin, *others):
        self.parameters = {"Stage": "dev", "BaseUrl": origin, "AWS::AccountId": "000000000000", "AWS::Partition": "aws"}
        self.parameters |= {"CorsAllowedOrigins": list(others), "AWS::NoValue": None}
        self.conditions = {"HasOtherOrigins": bool(others)}
        loader = type("Loader", (yaml.SafeLoader,), {})
        loader.add_multi_constructor("!", self.short_form)
        with open(path, encoding="utf-8") as file:
            self.resources = yaml.load(file, loader)["Resources"]  # noqa: S506 - derives from SafeLoader

    def short_form(self, loader, suffix, node):
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            items = loader.construct_sequence(node, deep=True)
            if suffix == "If" and items[0] in self.conditions:
                return items[1] if self.conditions[items[0]] else items[2]
            return items
        text = loader.construct_scalar(node)
        if suffix == "Ref":
            return self.parameters.get(text, text)
        if suffix == "Sub":
            return re.sub(r"\$\{([^}]+)\}", lambda match: str(self.parameters.get(match[1], match[0])), text)
        return text

    def properties(self, name):
        return self.resources[name]["Properties"]


def client(service):
    # one local host serves all buckets: the bucket's name belongs into the path
    return boto3.client(service, config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 5}))


def create_bucket(properties):
    s3, name = client("s3"), properties["BucketName"]
    try:
        region = s3.meta.region_name
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **where)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
            raise
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"])
    declared = properties["CorsConfiguration"]["CorsRules"]
    rules = [{CORS_NAMES.get(key, key): value for key, value in rule.items()} for rule in declared if rule]
    s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": rules})
    return name


def create_queue(properties, redrive_policy):
    sqs = client("sqs")
    url = sqs.create_queue(QueueName=properties["QueueName"])["QueueUrl"]
    attributes = {key: str(properties[key]) for key in QUEUE_SETTINGS if key in properties}
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes | redrive_policy)
    return url


def queue_arn(url):
    answer = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return answer["Attributes"]["QueueArn"]


def put_secrets(values):
    manager = client("secretsmanager")
    for name, value in values.items():
        text = json.dumps(value)
        try:
            manager.create_secret(Name=name, SecretString=text)
        except manager.exceptions.ResourceExistsException:
            manager.put_secret_value(SecretId=name, SecretString=text)


def create_with_dead_letters(template, name):
    dead = create_queue(template.properties(f"{name}DeadLetterQueue"), {})
    declared = template.properties(f"{name}Queue")
    policy = {"deadLetterTargetArn": queue_arn(dead), "maxReceiveCount": declared["RedrivePolicy"]["maxReceiveCount"]}
    return create_queue(declared, {"RedrivePolicy": json.dumps(policy)}), dead


def stores(template, sender):
    bucket = create_bucket(template.properties("DocumentsBucket"))
    queue, dead = create_with_dead_letters(template, "Ingest")
    ocr_queue, ocr_dead = create_with_dead_letters(template, "Ocr")
    batch_queue, batch_dead = create_with_dead_letters(template, "PredictBatch")
    fetch_queue, fetch_dead = create_with_dead_letters(template, "Fetch")
    process_queue, process_dead = create_with_dead_letters(template, "Process")
    screen_queue, screen_dead = create_with_dead_letters(template, "ScreenBatch")
    outbox = create_queue(template.properties("OutboxQueue"), {})
    client("ses").verify_email_identity(EmailAddress=sender)
    put_secrets(json.load(sys.stdin))
    names = {"bucket": bucket, "queue_url": queue, "dead_letter_queue_url": dead, "outbox_queue_url": outbox}
    names |= {"ocr_queue_url": ocr_queue, "ocr_dead_letter_queue_url": ocr_dead}
    names |= {"predict_batch_queue_url": batch_queue, "predict_batch_dead_letter_queue_url": batch_dead}
    names |= {"fetch_queue_url": fetch_queue, "fetch_dead_letter_queue_url": fetch_dead}
    names |= {"process_queue_url": process_queue, "process_dead_letter_queue_url": process_dead}
    names |= {"screen_batch_queue_url": screen_queue, "screen_batch_dead_letter_queue_url": screen_dead}
    print(json.dumps(names))


def notification(template):
    bucket = template.properties("DocumentsBucket")

    def arn(attribute):
        queue = template.properties(attribute.removesuffix(".Arn"))
        return queue_arn(client("sqs").get_queue_url(QueueName=queue["QueueName"])["QueueUrl"])

    rules = [
        {
            "QueueArn": arn(rule["Queue"]),
            "Events": [rule["Event"]],
            "Filter": {"Key": {"FilterRules": rule["Filter"]["S3Key"]["Rules"]}},
        }
        for rule in bucket["NotificationConfiguration"]["QueueConfigurations"]
    ]
    client("s3").put_bucket_notification_configuration(
        Bucket=bucket["BucketName"], NotificationConfiguration={"QueueConfigurations": rules}
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["stores", "notification"])
    parser.add_argument("--template", required=True)
    parser.add_argument("--origin", required=True, action="append")
    parser.add_argument("--sender", required=True)
    arguments = parser.parse_args()
    template = Template(arguments.template, *arguments.origin)
    if arguments.step == "stores":
        stores(template, arguments.sender)
    else:
        notification(template)


if __name__ == "__main__":
    main()
