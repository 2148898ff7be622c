#!/bin/sh
# The Postgres image runs this once, when its data folder is empty: creates the application's role and database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE sisuiq LOGIN PASSWORD :'password';
CREATE DATABASE sisuiq OWNER sisuiq;
SQL
