#!/bin/sh
# Makes the namespace; there are no search attributes to make. The CLI reads TEMPORAL_ADDRESS itself, and TEMPORAL_NAMESPACE
# for everything but this.
set -eu
tries=60
until temporal operator cluster health >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo "no Temporal server at $TEMPORAL_ADDRESS" >&2; exit 1; }
  sleep 2
done
# A closed case needs its history no longer than for a look back: what was recorded stands in the event store.
name=$TEMPORAL_NAMESPACE
temporal operator namespace describe --namespace "$name" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$name" --retention 720h
