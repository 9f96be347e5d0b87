#!/bin/bash
# Remove what interrupted builds left in the image store $1, unless a build is running.
set -euo pipefail
store=$1
exec 9>"$store/.lock"
flock --nonblock 9 || exit 0
rm -rf "$store"/.building-*
