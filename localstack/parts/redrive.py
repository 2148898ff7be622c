"""Move every message of a dead-letter queue back to its queue.

    redrive.py DEAD_LETTER_QUEUE_URL QUEUE_URL

A message is deleted from the dead-letter queue only after the other queue has taken it: an interruption can deliver
one twice, never lose one. Prints the number moved.
"""

import sys

import boto3

BATCH = 10
HIDDEN_SECONDS = 60


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = sys.argv[1:]
    sqs = boto3.client("sqs")
    moved = 0
    while True:
        received = sqs.receive_message(
            QueueUrl=source, MaxNumberOfMessages=BATCH, VisibilityTimeout=HIDDEN_SECONDS, MessageAttributeNames=["All"]
        )
        messages = received.get("Messages", [])
        if not messages:
            break
        for message in messages:
            attributes = message.get("MessageAttributes", {})
            sqs.send_message(QueueUrl=target, MessageBody=message["Body"], MessageAttributes=attributes)
            sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
    print(moved)


if __name__ == "__main__":
    main()
