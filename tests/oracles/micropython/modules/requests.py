import json as _json

import world


class Response:
    status_code = 200

    def __init__(self, text):
        self.text = text
        self.content = text.encode()

    def json(self):
        return _json.loads(self.text)

    def close(self):
        world.record("Response.close")


def request(method, url, data=None, json=None, headers={}, stream=None, auth=None, timeout=None, parse_headers=True):
    world.record("requests", method, url)
    world.advance(200000)
    if data is not None:
        world.sent.append(data if isinstance(data, str) else data.decode())
    if json is not None:
        world.sent.append(_json.dumps(json))
    return Response(world.given.get("body", '{"temperature": 21.5, "main": {"temp": 21.5}}'))


def get(url, **settings):
    return request("GET", url, **settings)


def post(url, **settings):
    return request("POST", url, **settings)


def put(url, **settings):
    return request("PUT", url, **settings)
