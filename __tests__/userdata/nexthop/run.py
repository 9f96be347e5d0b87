"""Runs the helper with its files below a directory of the test: run.py HELPER DIRECTORY VERB …

The floating address is on the interface where the directory has a file `address`.
"""
import os
import sys

helper, directory = sys.argv[1:3]
sys.path.insert(0, helper)
import nexthop

nexthop.FACTS, nexthop.KEYS, nexthop.CACHE = (f"{directory}/{name}" for name in ("node.json", "keys.json", "cache.json"))
nexthop.LOCK, nexthop.STATE, nexthop.LOG = f"{directory}/nexthop.", f"{directory}/%s.state", f"{directory}/keepalived.log"
nexthop.ROUTES, nexthop.ADDRESSES, nexthop.RESULT = (f"{directory}/{name}" for name in ("routes", "addresses", "result"))
nexthop.has_address = lambda address: address == "10.255.34.200" and os.path.exists(f"{directory}/address")
if os.path.exists(f"{directory}/full"):
    nexthop.LOG = "/dev/full"
    nexthop.ROUTES = nexthop.ADDRESSES = nexthop.RESULT = "/nonexistent/file"
if os.path.exists(f"{directory}/port"):
    with open(f"{directory}/port") as file:
        nexthop.PORT = int(file.read())
sys.argv[:3] = ["halab-nexthop"]
sys.exit(nexthop.main())
