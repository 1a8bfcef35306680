#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a script through the REST API of a SQL gateway, in one session, and prints what each statement answers.

    gateway.py http://127.0.0.1:18083 SCRIPT.sql
"""
import json
import sys
import time
import urllib.error
import urllib.request

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PATIENCE_SECONDS = 180


def call(url, method='GET', body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {'Content-Type': 'application/json'}, method=method)
    with DIRECT.open(request, timeout=60) as response:
        return json.load(response)


def when_it_is_up(gateway):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return call(gateway + '/v1/info')
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def results(gateway, operation):
    """The rows of all pages of an operation's answer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    uri = operation + '/result/0?rowFormat=PLAIN_TEXT'
    while uri:
        page = call(gateway + uri)
        if page['resultType'] == 'NOT_READY':
            if time.monotonic() > deadline:
                raise TimeoutError(operation)
            time.sleep(0.2)
            continue
        for row in page['results']['data']:
            yield row['fields']
        uri = page.get('nextResultUri')


def main(gateway, script):
    when_it_is_up(gateway)
    session = gateway + '/v1/sessions/' + call(gateway + '/v1/sessions', 'POST', {})['sessionHandle']
    try:
        for statement in open(script, encoding='utf-8').read().split(';\n'):
            if not statement.strip():
                continue
            print('> ' + statement.strip())
            try:
                handle = call(session + '/statements', 'POST', {'statement': statement})['operationHandle']
                for row in results(gateway, session[len(gateway):] + '/operations/' + handle):
                    print(' | '.join(str(field) for field in row))
            except urllib.error.HTTPError as error:
                print(error.read().decode())
    finally:
        call(session, 'DELETE')


main(sys.argv[1].rstrip('/'), sys.argv[2])
