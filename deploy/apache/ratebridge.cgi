#!/bin/sh
# Runs the responder for mod_fcgid and mod_cgid, with the settings in /etc/ratebridge/.env. Arguments are left out: a
# query string can arrive there.
cd /etc/ratebridge && exec /usr/local/bin/ratebridge-fcgi
