"""Runs the helper with its files below a directory of the test: run.py HELPER DIRECTORY VERB …"""
import sys

helper, directory = sys.argv[1:3]
sys.path.insert(0, helper)
import nexthop

nexthop.FACTS, nexthop.KEYS, nexthop.CACHE = (f"{directory}/{name}" for name in ("node.json", "keys.json", "cache.json"))
nexthop.LOCK, nexthop.STATE, nexthop.LOG = f"{directory}/nexthop.", f"{directory}/%s.state", f"{directory}/keepalived.log"
sys.argv[:3] = ["halab-nexthop"]
sys.exit(nexthop.main())
