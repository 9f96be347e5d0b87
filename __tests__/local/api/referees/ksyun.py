"""Asks Kingsoft Cloud's official SDK: one JSON request per line of standard input, one JSON answer per line.

    ksyun.py ENDPOINT REGION

A request is {action, parameters, key, secret}; an answer {body} or {code, status}.
"""
import json
import sys

from kscore.exceptions import ClientError
from kscore.session import get_session

endpoint, region = sys.argv[1:]
session, clients = get_session(), {}
for line in sys.stdin:
    ask = json.loads(line)
    key = ask["key"], ask["secret"]
    if key not in clients:
        clients[key] = session.create_client(
            "vpc", region, use_ssl=False, endpoint_url=endpoint, ks_access_key_id=key[0], ks_secret_access_key=key[1])
    try:
        answer = {"body": getattr(clients[key], ask["action"])(**ask["parameters"])}
    except ClientError as error:
        answer = {"code": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"].get("HTTPStatusCode")}
    print(json.dumps(answer), flush=True)
