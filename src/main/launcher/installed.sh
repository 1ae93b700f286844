#!/bin/sh
# Runs an installed Loadstar, in the current folder or in the one that --project names.
set -eu
script=$0
while [ -L "$script" ]; do
  link=$(readlink "$script")
  case $link in
    /*) script=$link ;;
    *) script=$(dirname "$script")/$link ;;
  esac
done
home=$(cd "$(dirname "$script")/.." && pwd)
jar=$home/lib/loadstar.jar
lib=$home/lib
samples=$home/share
launcher=$home/share
# Nobody need be allowed to write where it is installed.
cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/loadstar
# One for each place that Loadstar is installed in.
archive=$cache/$(printf %s "$home" | cksum | cut -d' ' -f1).jsa
if ! mkdir -p "$cache" 2>/dev/null || { [ ! -w "$cache" ] && [ ! -e "$archive" ]; }; then
  archive=
fi
. "$launcher/run.sh"
