#!/bin/sh
# Runs Ratebridge with its settings, from a folder that the web does not reach.
# The way to it from this file: two folders up, then down into ratebridge.
folder=../../ratebridge

refuse() {
    echo "ratebridge: $1" >&2
    [ -z "$GATEWAY_INTERFACE" ] || printf 'Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nNot set up yet: %s\n' "$1"
    exit 78
}

cd "$(dirname "$0")" && web=$(pwd -P)
# Without a last slash, and without links: as `pwd -P` says it.
root=$(cd "${DOCUMENT_ROOT:-$web}" 2>/dev/null && pwd -P) || root=$web
cd "$folder" 2>/dev/null || refuse "the folder named in ratebridge.cgi is not there"
case $(pwd -P)/ in
"$root"/* | "$web"/*) refuse "the folder with the settings must be outside the web's" ;;
esac
# What goes wrong from here on is told in a file that FTP reaches.
umask 077
# Above 1 MB it begins anew.
[ -z "$(find ratebridge.log -size +1024k 2>/dev/null)" ] || true 2>/dev/null >ratebridge.log
touch ratebridge.log 2>/dev/null && exec 2>>ratebridge.log
[ -f .env ] || refuse "there is no file .env"
case $(ls -l .env) in
-r[w-]-------*) ;;
*) refuse ".env must be for its owner only (mode 600)" ;;
esac
[ -r .env ] || refuse ".env belongs to another account than the one that this runs as"
[ -x ratebridge-fcgi ] || refuse "ratebridge-fcgi must be executable (mode 700)"
# Without arguments: a query string can arrive there.
exec ./ratebridge-fcgi
