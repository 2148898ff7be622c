#!/bin/sh
# Run once, by the image of Postgres, when its folder is empty: the application's own role and database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE sisuiq LOGIN PASSWORD :'password';
CREATE DATABASE sisuiq OWNER sisuiq;
SQL
