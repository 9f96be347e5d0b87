"""Signs what standard input says: {cloud, keys, host, region, action, params, now, more}."""
import json
import sys

sys.path.insert(0, sys.argv[1])
ask = json.load(sys.stdin)
driver = __import__(ask["cloud"])
method, path, headers, *body = driver.sign(
    ask["keys"], ask["host"], ask["region"], ask["action"], ask["params"], ask["now"], **ask.get("more", {}))
print(json.dumps({"method": method, "path": path, "headers": headers, "body": b"".join(body).decode()}))
