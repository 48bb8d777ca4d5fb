#!/bin/sh
# Makes the secrets of docker-compose.yml once; what is there stays.
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
random() { head -c 48 /dev/urandom | base64 | tr -d '/+=\n'; }
[ -s "$folder/secret_key" ] || random > "$folder/secret_key"
[ -s "$folder/database_password" ] || random > "$folder/database_password"
printf 'postgres://servicelofte:%s@database:5432/servicelofte' "$(cat "$folder/database_password")" > "$folder/database_url"
# The containers run as a user of their own, and compose mounts secrets with the rights of these files.
chmod 444 "$folder"/*
chmod 700 "$folder"
