#!/bin/bash
# The tutorial's check: fails when there is no process of nginx.
(($(ps -C nginx --no-headers | wc -l) > 0))
