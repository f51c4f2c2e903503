#!/bin/sh
# Brings Temporal's two databases to the schema of this version; a second run changes nothing.
set -eu
SQL_PASSWORD=$(cat "$SQL_PASSWORD_FILE")
export SQL_PASSWORD

for database in temporal:temporal temporal_visibility:visibility; do
  name=${database%%:*}
  folder="$SCHEMA_FOLDER/${database##*:}/versioned"
  set -- temporal-sql-tool --plugin postgres12_pgx --ep "$SQL_HOST" -p "$SQL_PORT" -u "$SQL_USER" --db "$name"
  "$@" setup-schema -v 0.0
  "$@" update-schema -d "$folder"
done
