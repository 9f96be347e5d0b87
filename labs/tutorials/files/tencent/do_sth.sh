#!/bin/bash
# Stands in for the check that the tutorial names and does not show: is there any process of the service?
exec pidof nginx >/dev/null
