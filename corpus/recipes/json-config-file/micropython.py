import json

FILE = "config.json"
settings = {"interval": 1000, "name": "{{board}}"}

try:
    with open(FILE) as file:
        settings.update(json.load(file))
except OSError:
    pass  # No file: the defaults stand.
except ValueError:
    print(FILE, "is not JSON")

print("Interval:", settings["interval"])
