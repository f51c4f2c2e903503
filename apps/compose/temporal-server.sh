#!/bin/sh
# The image takes the password from its environment alone: read here, it stands in no description of the container.
set -eu
POSTGRES_PWD=$(cat "$POSTGRES_PWD_FILE")
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
